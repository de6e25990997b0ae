// Every type of page: no violation found by axe, nothing wider than the window, a picture if wanted.

import assert from "node:assert/strict";

import { bringAxe, overflow, unbreakable, violations } from "../lib/checks.mjs";
import {
  firstLink, longestDiscussion, refuseSignIn, refuseJoin, refuseInvitation, refuseGroup, refuseCode, refusePassword,
  refuseInvitationCode, refuseReply, refuseDiscussion, similarOnes, besideNeighbours, keepDraft, listDrafts, refuseProfile, editOwn,
  editTooLate, openTitled, readHistory, replyTooLate, askBeforeWithdrawing, withdrawOwn, editOfAnother, searchPeople, registration,
  fromRegistration, endOfRole, refuseGrant, issueCode, shownContact, refuseAsking, warn, block, disputeOwn, openDispute, refuseDispute, askHidden,
  askWhoWrote, refuseUnmasking, unmaskedOwn,
} from "../lib/states.mjs";
import { beginDiscussion, callSomebody, quoteSomebody } from "../lib/composing.mjs";
import {
  arrange, askedToMove, awaitMove, confirmRedaction, decided, openCase, openRedaction, openReports, openSheet, refuseDecision,
  refuseReport, refuseSplit, reportWithWords,
} from "../lib/order.mjs";
import { archive, refuseBulk, refuseBroughtIn, textThatWaits } from "../lib/imports.mjs";
import { goodRoster, refuseRoster, takenRoster, undoneRoster, wrongRoster } from "../lib/rosters.mjs";
import { chooseAnew, openInvitations, printLetters, refuseAnew } from "../lib/renewals.mjs";
import { makeFeed, refuseSaving, savedSearch } from "../lib/searches.mjs";
import {
  beginNote, overtakenNote, previewTurnover, readNote, refuseLeaving, refuseSuccessor, refuseTurnover, seat, successorForm,
} from "../lib/handover.mjs";
import { askWithFiles, editFiles, openText, readFilesFirst, refuseFiles } from "../lib/files.mjs";

const PAGES = [
  { name: "front door", path: "/" },
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in refused", go: refuseSignIn },
  { name: "password forgotten", path: "/password/forgotten" },
  { name: "password by code", path: "/password/code?sent=1" },
  { name: "password by code refused", go: refuseCode },
  { name: "password by a link that is over", path: "/password/reset/none", status: 404 },
  { name: "own password", role: "coordinator", path: "/me/password" },
  { name: "own password refused", role: "coordinator", go: refusePassword },
  { name: "own sessions", role: "coordinator", path: "/me/sessions" },
  { name: "terms", path: "/terms" },
  { name: "privacy", path: "/privacy" },
  { name: "accessibility", path: "/accessibility" },
  { name: "contact", path: "/contact" },
  { name: "join", path: "/join" },
  { name: "join refused", go: refuseJoin },
  { name: "join, code", path: "/join/code" },
  { name: "join, sent", path: "/join/sent" },
  { name: "waiting for approval", role: "pending", path: "/" },
  { name: "status of an application", role: "pending", path: "/join/status" },
  { name: "a member's page while waiting", role: "pending", path: "/threads", status: 403 },
  { name: "home", role: "coordinator", path: "/" },
  { name: "home of a manager", role: "manager", path: "/" },
  { name: "applications", role: "manager", path: "/admin/applications" },
  { name: "application", role: "manager", path: (visitor) => firstLink(visitor, "/admin/applications", "main li[data-id] a") },
  { name: "invitations", role: "manager", path: "/admin/invitations" },
  { name: "invitations to send anew", role: "manager", go: openInvitations },
  { name: "inviting anew", role: "manager", go: chooseAnew },
  { name: "inviting anew refused", role: "manager", go: refuseAnew },
  { name: "inviting nobody anew", role: "bureau", path: "/admin/invitations/renewal", status: 422 },
  { name: "letters to those who are invited", role: "manager", go: printLetters },
  { name: "new invitation", role: "manager", path: "/admin/invitations/new" },
  { name: "new invitation refused", role: "manager", go: refuseInvitation },
  { name: "invitation, code", path: "/invitations/code" },
  { name: "invitation, code refused", go: refuseInvitationCode },
  { name: "rosters as files", role: "manager", path: "/admin/roster" },
  { name: "roster refused", role: "manager", go: refuseRoster },
  { name: "roster with something wrong", role: "manager", go: wrongRoster },
  { name: "roster before it is written", role: "manager", go: goodRoster },
  { name: "roster that was brought in", role: "manager", go: takenRoster },
  { name: "roster that was taken back", role: "manager", go: undoneRoster },
  { name: "home of a bureau", role: "bureau", path: "/" },
  { name: "home of an administrator", role: "administrator", path: "/" },
  { name: "discussions", role: "coordinator", path: "/threads" },
  { name: "discussions filtered", role: "coordinator", path: "/threads?scene=transition&state=solved" },
  { name: "discussions, none left", role: "coordinator", path: "/threads?theme=young-carers&state=unanswered&scene=daily&item=h" },
  { name: "discussion", role: "coordinator", path: longestDiscussion },
  { name: "discussion beside similar ones", role: "coordinator", go: besideNeighbours },
  { name: "reply refused", role: "coordinator", go: refuseReply },
  { name: "new discussion", role: "coordinator", path: "/threads/new" },
  { name: "new discussion beside similar ones", role: "coordinator", go: similarOnes },
  { name: "new discussion with a draft and a template", role: "bureau", go: beginDiscussion },
  { name: "people to mention", role: "coordinator", go: callSomebody },
  { name: "reply that quotes", role: "officer", go: quoteSomebody },
  { name: "new discussion refused", role: "coordinator", go: refuseDiscussion },
  { name: "warned by the guard", role: "coordinator", go: warn },
  { name: "blocked by the guard", role: "coordinator", go: block },
  { name: "own texts that wait", role: "coordinator", go: disputeOwn },
  { name: "own texts that wait, none", role: "bureau", path: "/me/disputes" },
  { name: "a text that waits", role: "manager", go: openDispute },
  { name: "a text that waits, refused without a reason", role: "manager", go: refuseDispute },
  { name: "texts that wait, none", role: "administrator", path: "/admin/disputes" },
  { name: "discussion with files", role: "officer", go: askWithFiles },
  { name: "files read before posting", role: "officer", go: readFilesFirst },
  { name: "files refused", role: "officer", go: refuseFiles },
  { name: "edit a discussion with files", role: "officer", go: editFiles },
  { name: "text of a file", role: "officer", go: (visitor) => openText(visitor, "手引き.txt") },
  { name: "table of a file", role: "officer", go: (visitor) => openText(visitor, "一覧.csv") },
  { name: "own discussion without a name", role: "coordinator", go: askHidden },
  { name: "asking who wrote", role: "administrator", go: askWhoWrote },
  { name: "asking who wrote, refused", role: "administrator", go: refuseUnmasking },
  { name: "a report in words", role: "officer", go: reportWithWords },
  { name: "a report in words refused", role: "officer", go: refuseReport },
  { name: "reports, none", role: "bureau", path: "/admin/reports" },
  { name: "reports", role: "manager", go: openReports },
  { name: "a reported text", role: "manager", go: openCase },
  { name: "a reported text, decision refused", role: "manager", go: refuseDecision },
  { name: "a hidden text", role: "manager", go: decided },
  { name: "what is to be erased", role: "manager", go: openRedaction },
  { name: "where it is erased", role: "manager", go: confirmRedaction },
  { name: "the sheet of an incident", role: "manager", go: openSheet },
  { name: "what was done in one's rooms", role: "coordinator", path: "/log" },
  { name: "what goes on in one's charge", role: "manager", path: "/admin/activity" },
  { name: "what goes on in a bloc", role: "bureau", path: "/admin/activity" },
  { name: "what was done in one's charge", role: "manager", path: "/admin/log" },
  { name: "what became of one's reports", role: "coordinator", path: "/me/reports" },
  { name: "what was done to one's texts", role: "coordinator", path: "/me/acts" },
  { name: "moving a discussion", role: "manager", go: arrange("ほかの部屋へ移す") },
  { name: "a move that waits for answers", role: "manager", go: awaitMove },
  { name: "asked to move, none", role: "bureau", path: "/me/moves" },
  { name: "asked to move", role: "coordinator", go: askedToMove },
  { name: "putting a discussion into another", role: "manager", go: arrange("同じ話題の相談とまとめる") },
  { name: "parting a discussion", role: "manager", go: arrange("返信を別の相談に分ける") },
  { name: "parting a discussion refused", role: "manager", go: refuseSplit },
  { name: "requests to learn who wrote, none", role: "administrator", path: "/admin/unmaskings" },
  { name: "edit a discussion", role: "officer", go: editOwn },
  { name: "edit overtaken", role: "officer", go: editTooLate },
  { name: "history", role: "coordinator", go: readHistory },
  { name: "closed discussion", role: "coordinator", go: (visitor) => openTitled(visitor, "全国の部屋の使い方") },
  { name: "reply too late", role: "officer", go: replyTooLate },
  { name: "withdraw a discussion", role: "officer", go: askBeforeWithdrawing },
  { name: "withdrawn discussion", role: "officer", go: withdrawOwn },
  { name: "rooms", role: "coordinator", path: "/rooms" },
  { name: "room", role: "coordinator", path: "/rooms/pref-11" },
  { name: "room of a group", role: "coordinator", path: (visitor) => firstLink(visitor, "/rooms", "main li[data-id^='group-'] a") },
  { name: "groups", role: "coordinator", path: "/groups" },
  { name: "new group", role: "coordinator", path: "/groups/new" },
  { name: "new group refused", role: "coordinator", go: refuseGroup },
  { name: "coordinators", role: "coordinator", path: "/coordinators" },
  { name: "coordinators filtered", role: "coordinator", path: "/coordinators?q=さとう&affiliation=medical-association" },
  { name: "profile", role: "coordinator", path: (visitor) => firstLink(visitor, "/coordinators", "main li[data-id] a") },
  { name: "municipality", role: "coordinator", path: "/municipalities/11202" },
  { name: "note of who does what", role: "officer", path: "/municipalities/11202/note" },
  { name: "erasing the note", role: "officer", path: "/municipalities/11202/note/removal" },
  { name: "towns like one", role: "coordinator", path: "/municipalities/11202/similar" },
  { name: "coordinators in towns like mine", role: "coordinator", path: "/coordinators?similar_to=mine" },
  { name: "search in towns like mine", role: "coordinator", path: "/search?similar_to=mine" },
  { name: "prefecture", role: "coordinator", path: "/prefectures/11" },
  { name: "prefecture with islands", role: "coordinator", path: "/prefectures/13" },
  { name: "prefecture, nobody yet", role: "manager", path: "/prefectures/11?only=nobody" },
  { name: "country", role: "coordinator", path: "/prefectures" },
  { name: "own profile", role: "coordinator", path: "/me/profile" },
  { name: "notices", role: "coordinator", path: "/me/notices" },
  { name: "notices of a text that was unmasked", role: "coordinator", go: unmaskedOwn },
  { name: "saved searches", role: "coordinator", path: "/me/searches" },
  { name: "saved searches, none", role: "bureau", path: "/me/searches" },
  { name: "saving a search", role: "coordinator", path: "/me/searches/new?q=退院&state=open" },
  { name: "saving a condition", role: "coordinator", path: "/me/searches/new?about=people&pref=11&theme=acp" },
  { name: "saving nothing", role: "coordinator", path: "/me/searches/new" },
  { name: "saving a search refused", role: "coordinator", go: refuseSaving },
  { name: "a saved search", role: "coordinator", path: savedSearch },
  { name: "the address of a feed", role: "officer", go: makeFeed },
  { name: "settings of notices", role: "coordinator", path: "/me/notices/settings" },
  { name: "following a room", role: "coordinator", path: "/me/follows/room-111" },
  { name: "discussions of one theme", role: "coordinator", path: "/threads?theme=acp" },
  { name: "mail on its way", role: "administrator", path: "/admin/mail" },
  { name: "archives that were brought in", role: "administrator", path: "/admin/imports" },
  { name: "an archive", role: "administrator", path: archive },
  { name: "an archive, release refused", role: "administrator", go: refuseBulk },
  { name: "a text that was brought in", role: "administrator", path: textThatWaits },
  { name: "a text that was brought in, release refused", role: "administrator", go: refuseBroughtIn },
  { name: "synonyms", role: "coordinator", path: "/synonyms" },
  { name: "keeping synonyms", role: "administrator", path: "/admin/synonyms" },
  { name: "a new synonym", role: "administrator", path: "/admin/synonyms/new" },
  { name: "changing a synonym", role: "administrator", path: (visitor) => firstLink(visitor, "/admin/synonyms", "main li[data-id^=synonym] a") },
  { name: "stop mail, not from us", path: "/unsubscribe/none", status: 404 },
  { name: "own contact", role: "coordinator", path: "/me/contact" },
  { name: "own contact saved", role: "coordinator", path: "/me/contact?done=contact-saved" },
  { name: "contact requests", role: "coordinator", path: "/me/contact-requests" },
  { name: "a contact that is shown", role: "coordinator", go: shownContact },
  { name: "asking for a contact, refused", role: "bureau", go: refuseAsking },
  { name: "desk", role: "manager", path: "/admin" },
  { name: "registrations", role: "manager", path: "/admin/people" },
  { name: "registrations of those who cannot sign in", role: "manager", path: "/admin/people?access=none" },
  { name: "printing codes for nobody", role: "manager", path: "/admin/people/codes", status: 422 },
  { name: "registration", role: "manager", path: registration },
  { name: "a new seat", role: "manager", path: async (visitor) => `${await registration(visitor)}/seats` },
  { name: "a new role", role: "manager", path: async (visitor) => `${await registration(visitor)}/grants` },
  { name: "a new role refused", role: "manager", go: refuseGrant },
  { name: "the end of a role", role: "manager", go: endOfRole },
  { name: "roles that end", role: "manager", path: "/admin/roles" },
  { name: "a seat", role: "manager", go: (visitor) => fromRegistration(visitor, "担当の内容を変える") },
  { name: "the end of a tenure", role: "manager", go: (visitor) => fromRegistration(visitor, "退任の日を登録する") },
  { name: "a code on paper", role: "manager", go: issueCode },
  { name: "a suspension", role: "manager", path: async (visitor) => `${await registration(visitor)}/standing` },
  { name: "who is still there", role: "manager", path: "/admin/confirmations" },
  { name: "who is still there, all of them", role: "bureau", path: "/admin/confirmations?state=all" },
  { name: "whether one is still there", role: "coordinator", path: "/me/confirmation" },
  { name: "a letter's link that leads nowhere", path: "/confirmations/1-00", status: 404 },
  { name: "the turn of the year", role: "manager", path: "/admin/turnover" },
  { name: "the turn of the year refused", role: "manager", go: refuseTurnover },
  { name: "the turn of the year, looked at", role: "manager", go: previewTurnover },
  { name: "the turn of the year, chosen nothing", role: "bureau", path: "/admin/turnover" },
  { name: "inviting a successor", role: "manager", path: successorForm },
  { name: "inviting a successor refused", role: "manager", go: refuseSuccessor },
  { name: "wishes to stay in touch, none", role: "manager", path: "/admin/alumni" },
  { name: "the page of a seat", role: "newcomer", path: seat },
  { name: "what a seat hands on", role: "newcomer", path: "/me/handover" },
  { name: "what a seat hands on, a new seat", role: "coordinator", path: "/me/handover" },
  { name: "a handover note", role: "newcomer", go: readNote },
  { name: "a handover note begun", role: "newcomer", go: beginNote },
  { name: "a handover note overtaken", role: "newcomer", go: overtakenNote },
  { name: "home of a newcomer", role: "newcomer", path: "/" },
  { name: "leaving", role: "coordinator", path: "/me/leaving" },
  { name: "leaving refused", role: "coordinator", go: refuseLeaving },
  { name: "leaving, needed", role: "administrator", path: "/me/leaving" },
  { name: "own profile refused", role: "coordinator", go: refuseProfile },
  { name: "a draft", role: "coordinator", go: keepDraft },
  { name: "drafts", role: "coordinator", go: listDrafts },
  { name: "drafts, none left", role: "administrator", path: "/me/drafts" },
  { name: "signed out with a draft", path: "/sign-in?next=%2Fme%2Fdrafts%2F1&kept=1" },
  { name: "coordinators, none left", role: "coordinator", path: "/coordinators?q=qzxwvkjq" },
  { name: "search", role: "coordinator", path: "/search" },
  { name: "search with hits", role: "coordinator", path: "/search?q=退院支援" },
  { name: "search with a slip", role: "coordinator", path: "/search?q=カンファランス" },
  { name: "how to search", role: "coordinator", path: "/search/help" },
  { name: "discussions like one", role: "coordinator", path: async (visitor) => `${await longestDiscussion(visitor)}/similar` },
  { name: "search without hits", role: "coordinator", path: "/search?q=qzxwvkjq" },
  { name: "search without hits but with conditions", role: "coordinator", path: "/search?q=退院支援&kind=notice&theme=young-carers" },
  { name: "search for people", role: "coordinator", go: searchPeople },
  { name: "search for people near a place", role: "coordinator", path: "/search?tab=people&q=熊谷市の近く" },
  { name: "search for people in towns like mine", role: "coordinator", path: "/search?tab=people&q=看護師&similar_to=mine" },
  { name: "not found", role: "coordinator", path: "/threads/1", status: 404 },
  { name: "not found, signed out", path: "/nowhere", status: 404 },
  { name: "not allowed", role: "coordinator", go: editOfAnother },
];

export default PAGES.map((page) => ({ name: `page: ${page.name}`, run: (tools) => inspect(page, tools) }));

async function inspect({ name, role, path, status = 200, go }, { open, pictures }) {
  const visitor = await open(role, { prepare: bringAxe });
  const { page } = visitor;
  if (go) await go(visitor, open);
  else await visitor.goto(typeof path === "function" ? await path(visitor) : path, status);

  const found = [];
  const note = (where, lines) => found.push(...lines.map((line) => `${where}: ${line}`));
  // Before any picture, for which Playwright writes styles into the page.
  note("source", await sourceOf(page));
  await picture(page, pictures, `${name}-1280`);
  note("1280 px", await violations(page));
  await page.setViewportSize({ width: 360, height: 740 });
  await picture(page, pictures, `${name}-360`);
  // What is folded must be good too.
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
  note("360 px", await violations(page));
  await page.setViewportSize({ width: 320, height: 640 });
  note("320 px", await overflow(page));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 794, height: 1123 });
  note("A4", [...await overflow(page), ...await unbreakable(page)]);
  assert.equal(found.length, 0, `\n${found.join("\n")}\n`);
}

async function picture(page, folder, name) {
  if (folder) await page.screenshot({ path: `${folder}${name.replaceAll(/[^a-z0-9]+/g, "-")}.png`, fullPage: true });
}

// Title, language, one first heading, and nothing inline that the policy would block.
async function sourceOf(page) {
  return page.evaluate(() => {
    const lines = [];
    if (document.documentElement.lang !== "ja") lines.push("the language is not said");
    if (!/.｜よこいと$/.test(document.title)) lines.push(`the title is ${document.title}`);
    if (document.querySelectorAll("h1").length !== 1) lines.push(`${document.querySelectorAll("h1").length} first headings`);
    for (const element of document.querySelectorAll("[style]:not(textarea), script:not([src]), style")) {
      lines.push(`inline ${element.localName}`);
    }
    return lines;
  });
}
