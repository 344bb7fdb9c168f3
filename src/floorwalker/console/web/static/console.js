// The page works without this script. With it a check does not reload the page, a claim tells of itself where it stands,
// and another language keeps what was typed.

const form = document.getElementById("check");

// Sending without a reload

async function send(button) {
  const data = new URLSearchParams(new FormData(form));
  data.set("step", button.value);
  form.setAttribute("aria-busy", "true");
  const response = await fetch(form.getAttribute("action"), { method: "POST", body: data }).catch(() => null);
  const page = new DOMParser().parseFromString((await response?.text().catch(() => "")) ?? "", "text/html");
  if (!page.getElementById("check")) {
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: "step", value: button.value });
    form.append(chosen);
    HTMLFormElement.prototype.submit.call(form); // the browser's own way, with its own word on what went wrong
    return;
  }
  form.removeAttribute("aria-busy");
  take(page, "#products");
  take(page, "#problems", "input[name=checked]");
  take(page, "#result");
  take(page, "#tip");
  const token = "input[name=form_token]";
  form.querySelector(token).value = page.querySelector(`#check ${token}`).value;
  listen();
  const places = button.value === "find" ? ["#found input", "#query"] : ["#problems", "#result"];
  const shown = places.map((place) => document.querySelector(place)).find(Boolean);
  shown?.focus({ preventScroll: true });
  shown?.scrollIntoView({ block: "nearest" });
}

// Put a part of the new page in the place of the old; a part may be new or gone.
function take(page, ...selectors) {
  for (const selector of selectors) {
    const before = document.querySelector(selector);
    const after = page.querySelector(selector);
    if (before && after) before.replaceWith(after);
    else if (before) before.remove();
    else if (after && form.contains(after) === false) {
      const inForm = page.getElementById("check").contains(after);
      if (inForm) form.querySelector("input[name=form_token]").after(after);
      else document.getElementById("main").append(after);
    }
  }
}

form?.addEventListener("submit", (event) => {
  if (!event.submitter?.value) return;
  event.preventDefault();
  send(event.submitter);
});

form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("send"));
  }
});

document.getElementById("other-language").addEventListener("click", (event) => {
  if (!form) return;
  event.preventDefault();
  form.setAttribute("action", form.getAttribute("action") + event.currentTarget.search);
  HTMLFormElement.prototype.submit.call(form);
});

// A claim tells of itself

let told = null;
let leaving = 0;

function tell(mark) {
  clearTimeout(leaving);
  if (told === mark) return;
  hush();
  told = mark;
  const tip = document.getElementById("tip");
  tip.replaceChildren(...mark.dataset.claims.split(" ").map((number) => {
    const copy = document.createElement("div");
    const claim = document.getElementById(`claim-${number}`);
    copy.className = claim.className;
    copy.append(...[...claim.querySelectorAll("p")].map((part) => part.cloneNode(true)));
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    return copy;
  }));
  mark.classList.add("told");
  tip.hidden = false;
  if (getComputedStyle(tip).position === "fixed") {
    tip.removeAttribute("style");
    return;
  }
  const [place, own] = [mark.getClientRects()[0], tip.getBoundingClientRect()];
  const rest = document.documentElement.clientWidth - own.width - 16;
  const below = place.bottom + own.height + 8 < innerHeight || place.top < own.height + 8;
  tip.style.left = `${scrollX + Math.max(16, Math.min(place.left, rest))}px`;
  tip.style.top = `${scrollY + (below ? place.bottom + 6 : place.top - own.height - 6)}px`;
}

function hush() {
  clearTimeout(leaving);
  told?.classList.remove("told");
  told = null;
  const tip = document.getElementById("tip");
  if (tip) tip.hidden = true;
}

function hushSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(() => told !== document.activeElement && hush(), 200);
}

function listen() {
  hush();
  const tip = document.getElementById("tip");
  tip?.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip?.addEventListener("pointerleave", hushSoon);
  for (const mark of document.querySelectorAll("#marked a")) {
    mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && tell(mark));
    mark.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hushSoon());
    mark.addEventListener("focus", () => tell(mark));
    mark.addEventListener("blur", hushSoon);
    mark.addEventListener("click", (event) => {
      if (event.detail === 0) return hush(); // the Enter key goes to the list below
      event.preventDefault();
      tell(mark);
    });
  }
}

document.addEventListener("keydown", (event) => event.key === "Escape" && hush());
document.addEventListener("click", (event) => {
  if (told && !event.target.closest("#marked a, #tip")) hush();
});
listen();
