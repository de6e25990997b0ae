// The entry: comfort for pages that work without it. Every module looks for its own hooks and does nothing elsewhere.

import { countCharacters } from "./counter.js";
import { guardComposition } from "./composition.js";
import { readAlong } from "./guard.js";
import { keepDrafts } from "./keep.js";
import { mentionPeople } from "./mention.js";
import { closeMenus } from "./menu.js";
import { showNeighbours } from "./neighbours.js";
import { focusProblems } from "./problems.js";
import { showProgress } from "./progress.js";
import { guardSubmission } from "./submission.js";
import { quoteIntoReply } from "./quote.js";
import { suggestWhileSearching } from "./suggest.js";
import { suggestSimilar } from "./similar.js";
import { offerTemplates } from "./template.js";
import { addToolbars } from "./toolbar.js";

guardComposition();
guardSubmission();
showProgress();
closeMenus();
addToolbars();
countCharacters();
focusProblems();
suggestSimilar();
readAlong();
keepDrafts();
offerTemplates();
quoteIntoReply();
mentionPeople();
suggestWhileSearching();
showNeighbours();
