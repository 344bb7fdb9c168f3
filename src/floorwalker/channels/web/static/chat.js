// The chat page. Text from the shop or the customer enters the page through textContent only.

const words = JSON.parse(document.getElementById("words").textContent);
const $ = (id) => document.getElementById(id);
const log = $("log");
const composer = $("composer");
const message = $("message");
const scroller = document.querySelector("main");

const RETRY_AFTER_MS = [0, 800, 2500, 6000];
const RECONNECT_AFTER_MS = 2000;
const NEAR_PX = 160; // who has scrolled up further is reading, and is left alone

let language = remembered("language") ?? document.body.dataset.language;
let conversation = JSON.parse(remembered("conversation") ?? "null"); // {id, token}
let owner = "assistant";
let lastSeq = 0;
let pending = null; // the message being sent: {text, turn}
let listening = new AbortController();
const heard = new Set(); // places of customers' and staff's messages on the page
const replies = new Map(); // the assistant's replies on the page, by turn

class Refused extends Error {} // the server understood and said no: trying again is no use

// Storage: a page that may not store still works, until it is reloaded.

function remembered(name) {
  try {
    return sessionStorage.getItem(`floorwalker.${name}`);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(`floorwalker.${name}`);
    else sessionStorage.setItem(`floorwalker.${name}`, value);
  } catch {
    // private windows of some browsers refuse
  }
}

// Words

function word(path) {
  return path.split(".").reduce((found, part) => found?.[part], words[language]) ?? "";
}

function speak(next) {
  language = next;
  remember("language", language);
  document.documentElement.lang = word("html");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  log.setAttribute("aria-label", word("conversation"));
  message.placeholder = word("message");
  $("suggestions").replaceChildren(...word("suggestions").map(suggestion));
}

function suggestion(text) {
  const button = element("button", "suggestion", text);
  button.type = "button";
  button.addEventListener("click", () => send(text));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function say(path) {
  const status = $("status");
  status.dataset.word = path;
  status.textContent = path && word(path);
}

// Elements

function element(tag, className, text = "") {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}

function worded(tag, className, path) {
  const created = element(tag, className, word(path));
  created.dataset.word = path;
  return created;
}

function show(item) {
  $("welcome").hidden = true;
  $("new").hidden = $("erase").hidden = false;
  const reading = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight > NEAR_PX;
  if (item.parentNode !== log) log.append(item);
  if (!reading || item.classList.contains("customer")) scroller.scrollTop = scroller.scrollHeight;
}

function utterance(author, text, spoken) {
  const item = element("li", `message ${author}`);
  item.append(worded("span", author === "staff" ? "author" : "unseen", author === "customer" ? "you" : author));
  item.append(element("p", "text", text));
  if (spoken) item.lang = words[spoken]?.html ?? "";
  return item;
}

class Reply {
  constructor() {
    this.item = utterance("assistant", "");
    this.text = this.item.querySelector(".text");
    this.done = false;
  }

  restart() {
    this.text.textContent = "";
    this.item.querySelector(".products")?.remove();
  }

  add(text) {
    this.text.textContent += text;
    show(this.item);
  }

  complete({ text, language: spoken, products }) {
    this.done = true;
    this.restart();
    this.text.textContent = text;
    if (spoken) this.item.lang = words[spoken]?.html ?? "";
    if (products?.length) this.item.append(cards(products));
    if (text || products?.length) show(this.item);
    else this.item.remove();
  }
}

function cards(products) {
  const list = element("ul", "products");
  list.append(...products.map(card));
  return list;
}

function card(product) {
  const item = element("li", "product");
  if (product.brand) item.append(element("p", "brand", product.brand));
  item.append(element("h3", "", product.title));
  const facts = element("p", "facts");
  facts.append(product.price ? element("span", "price", money(product.price)) : worded("span", "price", "price_unknown"));
  facts.append(" ", worded("span", `availability ${product.availability}`, `availability.${product.availability}`));
  item.append(facts);
  if (product.reasons?.length) {
    const reasons = element("ul", "reasons");
    reasons.append(...product.reasons.map((reason) => element("li", "", String(reason))));
    item.append(reasons);
  }
  const address = webAddress(product.url);
  if (address) {
    const link = worded("a", "", "view");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener";
    item.append(link);
  }
  return item;
}

function money({ amount, currency }) {
  try {
    return new Intl.NumberFormat(word("html"), { style: "currency", currency }).format(amount);
  } catch {
    return `${amount} ${currency}`;
  }
}

function webAddress(url) {
  try {
    const address = new URL(url);
    return ["http:", "https:"].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

// The server

async function call(method, path, { body, after, signal } = {}) {
  const headers = { "X-Floorwalker-Key": document.body.dataset.key };
  if (conversation) headers.Authorization = `Bearer ${conversation.token}`;
  if (body) headers["Content-Type"] = "application/json";
  const query = after === undefined ? "" : `?after=${after}`;
  const response = await fetch(`/api/conversations${path}${query}`, {
    method,
    headers,
    signal,
    body: body && JSON.stringify(body),
  });
  if (response.ok) return response;
  if (response.status >= 500) throw new Error(`status ${response.status}`);
  const { error } = await response.json();
  throw Object.assign(new Refused(error.message), { status: response.status });
}

async function* serverEvents(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = block.split("\n").map((line) => line.match(/^(event|data): ?(.*)$/)).filter(Boolean);
      const name = fields.find(([, field]) => field === "event")?.[2];
      const data = fields.filter(([, field]) => field === "data").map(([, , text]) => text).join("\n");
      if (name && data) yield [name, JSON.parse(data)];
    }
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Sending

async function send(text, id = messageId()) {
  if (!text.trim() || pending || owner === "closed") return;
  const asked = utterance("customer", text);
  show(asked);
  await answer(asked, text, id);
  message.focus();
}

function messageId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function answer(asked, text, id) {
  pending = { text, turn: null };
  $("send").disabled = true;
  say("writing");
  const reply = new Reply();
  try {
    await deliver(text, id, reply);
    setOwner(owner);
  } catch (problem) {
    say("");
    reply.item.remove();
    asked.append(failure(problem, () => answer(asked, text, id)));
    show(asked);
  } finally {
    pending = null;
    $("send").disabled = false;
  }
}

async function deliver(text, id, reply) {
  for (const delay of RETRY_AFTER_MS) {
    if (delay) say("retrying");
    await pause(delay);
    try {
      await converse(text, id, reply);
      return;
    } catch (problem) {
      if (problem.status === 404) forget(); // erased or expired: the message opens a new conversation
      else if (problem instanceof Refused) throw problem;
    }
  }
  throw new Error(word("failed"));
}

async function converse(text, id, reply) {
  if (!conversation) await open();
  const response = await call("POST", `/${conversation.id}/messages`, { body: { text, client_message_id: id } });
  reply.restart();
  for await (const [name, data] of serverEvents(response)) {
    if (name === "accepted") {
      heard.add(data.seq);
      pending.turn = data.seq;
      replies.get(data.seq)?.item.remove();
      replies.set(data.seq, reply);
    } else if (name === "sentence") {
      reply.add(data.text);
    } else if (name === "done") {
      reply.complete({ ...data.answer, text: data.answer.reply });
      setOwner(data.answer.owner);
      return;
    } else if (name === "error") {
      throw new Error(data.message);
    }
  }
  throw new Error("the stream ended early");
}

async function open() {
  const response = await call("POST", "", { body: { language } });
  conversation = await response.json();
  remember("conversation", JSON.stringify(conversation));
  listen();
}

function failure(problem, again) {
  const notice = element("p", "failure", problem.message);
  if (!(problem instanceof Refused)) {
    const button = worded("button", "quiet", "retry");
    button.type = "button";
    button.addEventListener("click", () => {
      notice.remove();
      again();
    });
    notice.append(" ", button);
  }
  return notice;
}

// Listening: a person's words, and who owns the conversation

async function listen() {
  listening.abort();
  listening = new AbortController();
  const { signal } = listening;
  while (!signal.aborted && owner !== "closed") {
    try {
      const response = await call("GET", `/${conversation.id}/events`, { after: lastSeq, signal });
      for await (const [name, data] of serverEvents(response)) hear(name, data);
    } catch (problem) {
      if (problem instanceof Refused) return;
    }
    await pause(RECONNECT_AFTER_MS);
  }
}

function hear(name, data) {
  lastSeq = Math.max(lastSeq, data.seq);
  if (name === "owner") setOwner(data.owner);
  else if (data.author === "assistant") overhear(data);
  else if (!heard.has(data.seq) && data.text && data.text !== pending?.text) {
    heard.add(data.seq);
    show(utterance(data.author, data.text));
  }
}

function overhear(said) {
  if (pending && (pending.turn === null || pending.turn === said.turn)) return;
  const reply = replies.get(said.turn) ?? new Reply();
  replies.set(said.turn, reply);
  if (!reply.done) reply.complete(said);
}

function setOwner(next) {
  const before = owner;
  owner = next;
  document.body.dataset.owner = owner;
  message.disabled = owner === "closed";
  if (owner === "assistant") say(before === "person" ? "back" : "");
  else say(owner);
}

// Beginning, going on, ending

async function resume() {
  try {
    const told = await (await call("GET", `/${conversation.id}`)).json();
    for (const said of told.messages) {
      if (said.author === "assistant") overhear(said);
      else hear("message", said);
    }
    lastSeq = told.last_seq;
    setOwner(told.owner);
    listen();
  } catch (problem) {
    if (problem instanceof Refused) return forget();
    say("retrying");
    setTimeout(resume, RECONNECT_AFTER_MS);
  }
}

function forget() {
  listening.abort();
  conversation = null;
  lastSeq = 0;
  heard.clear();
  replies.clear();
  remember("conversation", null);
  setOwner("assistant");
}

function begin() {
  forget();
  log.replaceChildren();
  $("welcome").hidden = false;
  $("new").hidden = $("erase").hidden = true;
  say("");
  message.focus();
}

async function erase() {
  try {
    if (conversation) await call("DELETE", `/${conversation.id}`);
  } catch (problem) {
    if (!(problem instanceof Refused)) return say("failed");
  }
  begin();
  say("erased");
}

// Hands

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  if (pending) return;
  send(message.value);
  message.value = "";
});

message.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229; // Enter chooses a word of the input method
  if (event.key === "Enter" && !event.shiftKey && !composing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

$("toggle").addEventListener("click", () => speak(language === "zh" ? "en" : "zh"));
$("new").addEventListener("click", begin);
$("erase").addEventListener("click", () => $("sure").showModal());
$("sure").addEventListener("close", () => {
  if ($("sure").returnValue === "erase") erase();
});

speak(language);
if (conversation) resume();
