// Rosters as files, and the pages that show what they do.

const HEAD = "氏名,メール,所属機関,所属区分,担当市町村,役職,役割,配置形態,電話,着任日,退任日,備考";

// Somebody new in a municipality that the manager of the demo looks after; each time somebody else.
export function newcomer(town) {
  const address = `roster-${process.hrtime.bigint()}@example.jp`;
  return `見本 花子,${address},見本市医師会,医師会,${town},相談員,,委託,048-000-0000,令和8年4月1日,,`;
}

export function file(...lines) {
  return { name: "名簿.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${[HEAD, ...lines].join("\r\n")}\r\n`) };
}

export async function send(visitor, roster, status = 200) {
  await visitor.goto("/admin/roster");
  await visitor.page.getByLabel("名簿のファイル").setInputFiles(roster);
  await visitor.clickButton("内容を確かめる", status);
}

export async function refuseRoster(visitor) {
  await send(visitor, { name: "名簿.csv", mimeType: "text/csv", buffer: Buffer.from("まえがき\r\nだけ\r\n") }, 422);
}

export async function wrongRoster(visitor) {
  await send(visitor, file(newcomer("どこか"), newcomer("熊谷市")));
}

export async function goodRoster(visitor) {
  await send(visitor, file(newcomer("熊谷市"), newcomer("深谷市")));
}

export async function takenRoster(visitor) {
  await goodRoster(visitor);
  await visitor.clickButton("この内容で取り込む");
}

export async function undoneRoster(visitor) {
  await takenRoster(visitor);
  await visitor.clickButton("この取り込みを取り消す");
}
