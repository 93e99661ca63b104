// What pages do beyond links and forms. Every page works without this; see each module.
import { startAnnotating } from "./annotate.js";
import { startAutosave } from "./autosave.js";
import { startCards } from "./cards.js";
import { startChains } from "./chain.js";
import { startEditor } from "./editor.js";
import { startKeys } from "./keys.js";
import { startLearner } from "./learner.js";
import { startLeaving } from "./leaving.js";
import { startOrdering } from "./ordering.js";
import { startPresses } from "./presses.js";
import { startRoom } from "./room.js";
import { startSteps } from "./steps.js";
import { startTimed } from "./timed.js";

startAnnotating();
startAutosave();
startCards();
startChains();
startEditor();
startKeys();
startLearner();
startLeaving();
startOrdering();
startPresses();
startSteps();
startTimed();

const room = document.querySelector("[data-room]");
if (room) startRoom(room);

const page = document.querySelector("[data-offline]");
if (page || hasTakenAlong()) {
  const { isPossible, keepInStep, startOffline } = await import("./offline.js");
  if (isPossible() && page) startOffline(page);
  if (isPossible() && hasTakenAlong()) keepInStep();
}

// A browser may forbid to keep anything: then nothing was taken along.
function hasTakenAlong() {
  try {
    return localStorage.getItem("taken-along") === "yes";
  } catch {
    return false;
  }
}
