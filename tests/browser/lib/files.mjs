// Files as a browser sends them, and the pages that show them.

const TEXT = { name: "手引き.txt", mimeType: "text/plain", buffer: Buffer.from("退院の前に、家の中を一緒に見ておきます。\n二行目です。") };
const TABLE = { name: "一覧.csv", mimeType: "text/csv", buffer: Buffer.from("市町村,担当,人数\n熊谷市,医師会,3\n深谷市,包括,2\n") };
const PAGE = { name: "案内.html", mimeType: "text/html", buffer: Buffer.from("<!doctype html><p>案内") };

// What the window shows is as good a picture as any.
async function picture(visitor) {
  return { name: "画面の写し.png", mimeType: "image/png", buffer: await visitor.page.screenshot() };
}

async function fill(visitor) {
  await visitor.goto("/threads/new");
  await visitor.page.getByRole("radio", { name: /^全国/ }).check();
  await visitor.page.getByLabel("件名").fill("様式を見てください");
  await visitor.page.getByLabel("本文").fill("添付の様式についてご意見をください。");
}

export async function choose(visitor, files) {
  await visitor.page.getByLabel("添付するファイルを選ぶ").setInputFiles(files);
}

export async function askWithFiles(visitor) {
  await fill(visitor);
  await choose(visitor, [await picture(visitor), TEXT, TABLE]);
  await visitor.page.getByLabel(/目で確かめました$/).check();
  await visitor.clickButton("投稿する");
}

export async function readFilesFirst(visitor) {
  await fill(visitor);
  await choose(visitor, [await picture(visitor), TEXT]);
  await visitor.clickButton("選んだファイルを先に読み込む");
}

export async function refuseFiles(visitor) {
  await fill(visitor);
  await choose(visitor, [await picture(visitor), PAGE]);
  await visitor.clickButton("投稿する", 422);
}

export async function editFiles(visitor) {
  await askWithFiles(visitor);
  await visitor.clickLink("編集する");
}

export async function openText(visitor, name) {
  await askWithFiles(visitor);
  await visitor.clickLink(new RegExp(`^文字だけ読む.*${name}`));
}
