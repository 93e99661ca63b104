// What pages do beyond links and forms. Every page works without this; see each module.
import { startKeys } from "./keys.js";
import { startOrdering } from "./ordering.js";
import { startRoom } from "./room.js";
import { startSteps } from "./steps.js";

startKeys();
startOrdering();
startSteps();

const room = document.querySelector("[data-room]");
if (room) startRoom(room);
