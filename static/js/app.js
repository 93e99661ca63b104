// What pages do beyond links and forms. Every page works without this; see each module.
import { startAnnotating } from "./annotate.js";
import { startAutosave } from "./autosave.js";
import { startCards } from "./cards.js";
import { startChains } from "./chain.js";
import { startEditor } from "./editor.js";
import { startKeys } from "./keys.js";
import { startOrdering } from "./ordering.js";
import { startPresses } from "./presses.js";
import { startRoom } from "./room.js";
import { startSteps } from "./steps.js";

startAnnotating();
startAutosave();
startCards();
startChains();
startEditor();
startKeys();
startOrdering();
startPresses();
startSteps();

const room = document.querySelector("[data-room]");
if (room) startRoom(room);
