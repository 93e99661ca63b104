// Chains of voices: links are pressed in order, and the envelopes grow beside them. The menus stay
// what is sent, and are what a browser without script shows instead of the buttons.

export function startChains() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    if (button) toggle(button);
  });
  document.addEventListener("htmx:after:settle", enhanceAll);
  document.addEventListener("answer:filled", (event) => {
    event.target.querySelectorAll("[data-enhanced][data-chain]").forEach(draw);
  });
  enhanceAll();
}

function enhanceAll() {
  for (const chain of document.querySelectorAll("[data-chain]:not([data-enhanced])")) {
    chain.dataset.enhanced = "true";
    const how = chain.querySelector("[data-how]");
    how.textContent = how.dataset.how;
    for (const link of links(chain)) {
      link.querySelector("label").hidden = true;
      select(link).hidden = true;
      button(link).hidden = false;
    }
    draw(chain);
  }
}

function toggle(pressed) {
  const link = pressed.closest("[data-link]");
  const chain = link.closest("[data-chain]");
  const others = picked(chain).filter((other) => other !== link);
  const isIn = select(link).value !== "";
  const order = isIn ? others : [...others, link];
  for (const each of links(chain)) {
    select(each).value = order.includes(each) ? String(order.indexOf(each) + 1) : "";
  }
  draw(chain);
  const place = isIn ? "left out" : `place ${order.length}`;
  document.getElementById("announce").textContent = `${words(link)}: ${place}`;
}

// The numbers on the buttons, and the envelopes with the outermost voice outside.
function draw(chain) {
  const order = picked(chain);
  for (const link of links(chain)) {
    const place = order.indexOf(link) + 1;
    button(link).setAttribute("aria-pressed", String(place > 0));
    link.querySelector("[data-place]").textContent = place || "";
  }
  const built = chain.querySelector("[data-built]");
  let inner = built.querySelector(".letter");
  for (const link of order.reverse()) {
    const envelope = document.createElement("div");
    const voice = document.createElement("p");
    envelope.className = "envelope";
    voice.className = "envelope__voice";
    voice.textContent = words(link);
    envelope.append(voice, inner);
    inner = envelope;
  }
  built.replaceChildren(inner);
}

const links = (chain) => [...chain.querySelectorAll("[data-link]")];
const select = (link) => link.querySelector("select");
const button = (link) => link.querySelector("[data-pick]");
const words = (link) => link.querySelector("label").textContent.trim();
const picked = (chain) =>
  links(chain)
    .filter((link) => select(link).value)
    .sort((one, other) => select(one).value - select(other).value);
