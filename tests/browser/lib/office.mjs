// Word, Excel and PowerPoint files that say what they are given.

const NAMESPACE = "http://schemas.openxmlformats.org";
const LINKS = `${NAMESPACE}/officeDocument/2006/relationships`;

export function word(paragraphs) {
  const body = (texts) => texts.map((text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`).join("");
  const named = (element, texts) => `<w:${element} xmlns:w="${NAMESPACE}/wordprocessingml/2006/main">${texts}</w:${element}>`;
  return archive({
    "[Content_Types].xml": types("word/document.xml", "wordprocessingml.document"),
    "word/document.xml": named("document", `<w:body>${body(paragraphs)}</w:body>`),
    "word/header1.xml": named("hdr", body(paragraphs.slice(0, 3))),
    "word/footnotes.xml": named("footnotes", `<w:footnote>${body(paragraphs.slice(3, 6))}</w:footnote>`),
  });
}

export function workbook(cells) {
  const main = `${NAMESPACE}/spreadsheetml/2006/main`;
  const rows = cells.map((text, index) => `<row r="${index + 1}"><c r="A${index + 1}" t="inlineStr"><is><t>${escaped(text)}</t></is></c></row>`);
  const sheet = escaped(cells[0].slice(0, 30).replaceAll(/[[\]:*?/\\]/g, " "));
  return archive({
    "[Content_Types].xml": types("xl/workbook.xml", "spreadsheetml.sheet"),
    "_rels/.rels": links({ officeDocument: "xl/workbook.xml" }),
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${LINKS}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": links({ worksheet: "worksheets/sheet1.xml" }),
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${rows.join("")}</sheetData></worksheet>`,
  });
}

export function slides(texts) {
  const slide = (text) => `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${escaped(text)}</a:t></a:r></a:p></p:sld>`;
  return archive({
    "[Content_Types].xml": types("ppt/presentation.xml", "presentationml.presentation"),
    "ppt/presentation.xml": '<p:presentation xmlns:p="p"/>',
    ...Object.fromEntries(texts.map((text, index) => [`ppt/slides/slide${index + 1}.xml`, slide(text)])),
  });
}

function types(part, kind) {
  const type = `application/vnd.openxmlformats-officedocument.${kind}.main+xml`;
  return `<?xml version="1.0"?><Types xmlns="${NAMESPACE}/package/2006/content-types"><Override PartName="/${part}" ContentType="${type}"/></Types>`;
}

function links(targets) {
  const all = Object.entries(targets).map(([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${LINKS}/${kind}" Target="${target}"/>`);
  return `<Relationships xmlns="${NAMESPACE}/package/2006/relationships">${all.join("")}</Relationships>`;
}

// Text as it stands in XML, without the control characters that XML cannot hold.
function escaped(text) {
  const held = text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
  return held.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

// An archive whose parts are stored as they are.
function archive(parts) {
  const bodies = [];
  const entries = [];
  let offset = 0;
  for (const [path, content] of Object.entries(parts)) {
    const [name, bytes] = [Buffer.from(path), Buffer.from(content)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(0x0021_0000, 6);
    facts.writeUInt32LE(checksum(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from("PK\u0003\u0004"), facts, name, bytes]);
    entries.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), facts, place, name]));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

// CRC-32 of ISO 3309.
function checksum(bytes) {
  let sum = 0xffff_ffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb8_8320 : sum >>> 1;
  }
  return ~sum >>> 0;
}
