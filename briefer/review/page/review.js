"use strict";
(() => {
  // Every string of a brief or an article reaches the page as a text node. Nothing here makes markup of strings.
  const $ = id => document.getElementById(id);
  const make = (tag, classes = "", text = "") => {
    const node = document.createElement(tag);
    if (classes) node.className = classes;
    if (text) node.textContent = text;
    return node;
  };
  const embedded = $("board");
  const isStatic = embedded !== null;
  const FIELDS = ["verdict", "wording", "pinned", "comment"];

  let board, items = [], byId = new Map(), states = new Map(), shown = [], current = null, filter = "all", after = -1;

  // --- what is kept in this browser until the server has it, or until it is saved as a file -------------------------

  const tab = Math.random().toString(36).slice(2);
  let queue = [];          // decisions that are not saved yet, in the order they were made
  let sending = false, failing = "", lastAt = "", local = true;

  const prefix = () => `briefer-review:${board.run}:`;
  const keep = () => {
    try {
      if (queue.length) localStorage.setItem(prefix() + tab, JSON.stringify(queue));
      else localStorage.removeItem(prefix() + tab);
    } catch { local = false; }
  };
  const recall = () => {
    try {
      const names = Object.keys(localStorage).filter(name => name.startsWith(prefix()));
      const found = names.flatMap(name => JSON.parse(localStorage.getItem(name)));
      queue = found.filter(each => each && byId.has(each.item) && FIELDS.includes(each.field))
        .sort((a, b) => a.at < b.at ? -1 : 1);
      keep();
      if (local) names.filter(name => name !== prefix() + tab).forEach(name => localStorage.removeItem(name));
    } catch { local = false; }
  };

  const moment = least => {
    let now = new Date().toISOString();
    for (const floor of [lastAt, least]) if (floor && now <= floor) now = new Date(Date.parse(floor) + 1).toISOString();
    return lastAt = now;
  };

  // --- state ----------------------------------------------------------------------------------------------------

  const value = (item, field) => states.get(item.id)?.[field]?.value ?? "";
  const isReviewed = item => Boolean(value(item, "verdict") || value(item, "wording"));
  const isWaiting = item => queue.some(each => each.item === item.id);

  const put = (item, field, text, by, at) => {
    const state = { ...(states.get(item.id) ?? {}) };
    if (text) state[field] = { value: text, by, at }; else delete state[field];
    if (field !== "comment") state.again = false;
    states.set(item.id, state);
  };

  const decide = (item, field, text, extra = {}) => {
    if (!failing) trouble("");
    const at = moment(states.get(item.id)?.[field]?.at);
    queue.push({ item: item.id, field, value: text, at, ...extra });
    put(item, field, text, board.reviewer, at);
    keep();
    draw(item);
    count();
    send();
  };

  const undone = [];       // what to go back to, in this tab
  const act = (field, text, extra) => {
    const before = value(current, field);
    if (before === text) return false;
    undone.push({ id: current.id, field, before });
    decide(current, field, text, extra);
    return true;
  };
  const undo = () => {
    const last = undone.pop();
    if (!last) return tell("Nothing to undo here.");
    const item = byId.get(last.id);
    if (item.node.hidden) show("all");
    go(item);
    // what stood before was shown as it was; if it was flagged then, it stays so
    decide(item, last.field, last.before, last.field === "wording" ? { flagged: true } : {});
    tell("Undone.");
  };

  const merge = (told, all) => {
    // what is still on its way from here is later than what the server knows
    const pending = new Set(queue.map(each => each.item));
    const ids = all ? new Set([...states.keys(), ...Object.keys(told)]) : new Set(Object.keys(told));
    for (const id of ids) {
      if (pending.has(id) || !byId.has(id)) continue;
      const before = JSON.stringify(states.get(id) ?? {});
      if (told[id]) states.set(id, told[id]); else states.delete(id);
      if (JSON.stringify(states.get(id) ?? {}) !== before) draw(byId.get(id));
    }
    count();
  };

  // --- server ---------------------------------------------------------------------------------------------------

  const ask = async (path, body) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 8000);
    try {
      const how = body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {};
      const answer = await fetch(path, { ...how, cache: "no-store", signal: stop.signal });
      const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
      return { status: answer.status, told };
    } finally { clearTimeout(timer); }
  };
  const later = milliseconds => new Promise(done => setTimeout(done, milliseconds));

  const send = async () => {
    if (isStatic || sending) return status();
    sending = true;
    status();
    let wait = 250;
    while (queue.length) {
      const next = queue[0];
      try {
        const { status: code, told } = await ask("decide", next);
        if (code === 200) {
          failing = "";
          wait = 250;
          queue.shift();
          keep();
          draw(byId.get(next.item));
          if (!queue.length) tell("Saved.", true);
        } else if (code === 409) {
          queue.shift();
          keep();
          after = -1;
          trouble(`Not saved: ${told.error}`);
          await poll();
        } else {
          failing = code === 403 ? "old" : told.error ?? `the server answers ${code}`;
          await later(wait = Math.min(wait * 2, 4000));
        }
      } catch {
        failing = "gone";
        status();
        draw(byId.get(next.item));
        await later(wait = Math.min(wait * 2, 4000));
      }
      status();
    }
    sending = false;
    status();
  };

  const poll = async () => {
    try {
      const { status: code, told } = await ask(`states.json?after=${Math.max(after, 0)}`);
      if (code === 403) failing = "old";
      else if (code === 200) {
        if (failing && !queue.length) failing = "";
        if (told.after !== after) merge(told.states, true);
        after = told.after;
      }
    } catch { failing = "gone"; }
    status();
  };

  const status = () => {
    const many = queue.length;
    const noun = many === 1 ? "decision" : "decisions";
    if (isStatic) {
      $("saved").textContent = many ? `${many} ${noun} to send back` : "nothing decided in this file yet";
      $("saved").classList.toggle("wait", many > 0);
      return;
    }
    $("saved").textContent = many ? `${many} ${noun} not saved yet` : failing ? "offline" : "all saved";
    $("saved").classList.toggle("wait", many > 0 || failing !== "");
    $("export").hidden = !(failing && many);
    const kept = many ? (local ? ` What you decide is kept in this browser` : " Leave this page open: what you decide is kept only here") : "";
    if (failing === "old") trouble(`This page belongs to a review that has ended. Open the address that \`briefer review\` prints now.${kept && `${kept}; there it is sent, or save it as a file.`}`);
    else if (failing === "gone") trouble(`The server does not answer; trying again.${kept && `${kept} and sent as soon as it does.`}`);
    else if (failing) trouble(`Not saved yet: ${failing}. Trying again.`);
    else if ($("trouble").dataset.kind === "server") trouble("");
    $("trouble").dataset.kind = failing ? "server" : "";
  };
  const trouble = text => {
    if ($("trouble").textContent !== text) $("trouble").textContent = text;
    $("trouble").hidden = !text;
  };
  let telling = 0;
  const tell = (text, quietly = false) => {
    if (quietly && performance.now() - telling < 1500) return void ($("told").textContent += ` ${text}`);
    telling = performance.now();
    $("told").textContent = text;
  };

  // --- the list -------------------------------------------------------------------------------------------------

  const FILTERS = [
    ["all", "all", () => true],
    ["unreviewed", "unreviewed", item => !isReviewed(item)],
    ["withheld", "withheld", item => item.status === "withheld"],
    ["partly", "partly verified", item => item.status === "partly verified"],
    ["disputed", "disputed", item => item.disputed && item.status !== "withheld"],
    ["changed", "changed", item => ["new", "changed"].includes(item.change) || Boolean(states.get(item.id)?.again)],
  ];

  // A browser lays out what is near; it skips whole lists that are not, so they are short.
  const LIST = 40;
  const size = ol => {
    const many = [...ol.children].filter(node => !node.hidden).length;
    ol.hidden = many === 0;
    ol.style.containIntrinsicSize = `auto none auto ${many * 5.5}rem`;
  };
  // The bottom line is made of positions: what rests on a rejected one falls, and can be seen to.
  let lines = [];
  const bottom = () => {
    if (!board.summary.length) return [];
    const section = make("section", "question bottom");
    const list = make("ul");
    lines = board.summary.map(({ text, items: ids }) => {
      const node = make("li");
      const rests = make("span", "rests", "rests on ");
      ids.filter(id => byId.has(id)).forEach((id, at) => {
        const button = make("button", "", String(at + 1));
        button.type = "button";
        button.setAttribute("aria-label", `Go to ${byId.get(id).statement}`);
        button.addEventListener("click", () => go(byId.get(id)));
        rests.append(button);
      });
      const falls = make("span", "flag", "falls with what is rejected");
      node.append(make("span", "said", text), " ", rests, " ", falls);
      list.append(node);
      return { node, falls, ids };
    });
    section.append(make("h2", "", "Bottom line"), list);
    return [section];
  };
  const falling = () => {
    for (const { node, falls, ids } of lines) {
      falls.hidden = !ids.some(id => byId.has(id) && value(byId.get(id), "verdict") === "rejected");
      node.classList.toggle("falls", !falls.hidden);
    }
  };

  const build = () => {
    const list = document.createDocumentFragment();
    list.append(...bottom());
    let section = null, ol = null, question = null;
    for (const item of items) {
      if (item.question !== question) {
        question = item.question;
        section = make("section", "question");
        section.append(make("h2", "", question));
        list.append(section);
        ol = null;
      }
      if (!ol || ol.children.length === LIST) section.append(ol = make("ol"));
      item.node = make("li", "item");
      item.node.tabIndex = -1;
      item.node.append(item.body = make("div"));
      item.section = section;
      item.node.addEventListener("click", event => { if (!event.target.closest(".edit")) go(item); });
      draw(item);
      ol.append(item.node);
    }
    for (const each of list.querySelectorAll("ol")) size(each);
    $("list").replaceChildren(list);
  };

  // by what the passages say to the words; until that is known, nothing is called verified
  const REWORDED = {
    borne: "", flagged: "⚠ goes beyond its passage", refused: "✕ not printed: the brief keeps its own words",
    "": isStatic ? "not held against its passage here" : "…",
  };
  const draw = item => {
    const state = states.get(item.id) ?? {};
    const verdict = state.verdict?.value ?? "";
    item.node.classList.toggle("accepted", verdict === "accepted");
    item.node.classList.toggle("rejected", verdict === "rejected");
    const who = item.speaker && item.speaker !== item.holder ? `${item.holder} · ${item.speaker}` : item.holder;
    const parts = [make("p", "holder", `${who || "nobody"}${item.side && item.disputed ? ` — ${item.side}` : ""}`)];
    const words = state.wording?.value;
    if (words && words !== item.statement) parts.push(make("p", "was", item.statement));
    parts.push(make("p", "statement", words || item.statement || "(no statement)"));
    const meta = make("p", "meta");
    const sign = { verified: "✓ verified", "partly verified": "⚠ partly verified", withheld: "✕ withheld" }[item.status];
    const other = words && words !== item.statement ? REWORDED[state.wording.verdict ?? ""] : "";
    meta.append(make("span", item.status === "verified" && !other ? "ok" : "flag", other || sign));
    if (["new", "changed"].includes(item.change)) meta.append(make("span", "", item.change));
    if (state.pinned) meta.append(make("span", "", "★ pinned"));
    if (words) meta.append(make("span", "", `reworded by ${state.wording.by}`));
    if (state.again) meta.append(make("span", "flag", "accepted in other words: look again"));
    if (verdict) {
      const named = item.status === "withheld" ? { accepted: "rightly withheld", rejected: "wrongly withheld" } : {};
      const by = state.verdict.by ? ` by ${state.verdict.by}` : "";
      meta.append(make("span", "verdict", `${named[verdict] ?? verdict}${by}`));
    }
    if (isWaiting(item)) meta.append(make("span", "flag", isStatic ? "to send back" : failing ? "not saved yet" : "saving …"));
    else if (FIELDS.some(field => state[field])) meta.append(make("span", "", isStatic ? "" : "saved"));
    parts.push(meta);
    if (other && state.wording.reason) parts.push(make("p", "reason", `⚠ ${state.wording.reason}`));
    for (const reason of item.reasons) parts.push(make("p", "reason", `${item.status === "withheld" ? "Withheld:" : "⚠"} ${reason}`));
    if (state.comment) parts.push(make("p", "remark", `✎ ${state.comment.by}: ${state.comment.value}`));
    // the words that somebody is typing below stay where they are
    item.body.replaceChildren(...parts);
    if (item === current) buttons();
  };

  const show = name => {
    filter = name;
    const fits = FILTERS.find(each => each[0] === name)[2];
    shown = items.filter(fits);
    const visible = new Set(shown), sections = new Set(shown.map(item => item.section));
    const touched = new Set();
    for (const item of items) {
      if (item.node.hidden !== visible.has(item)) continue;
      item.node.hidden = !visible.has(item);
      touched.add(item.node.parentNode);
    }
    for (const each of touched) size(each);
    for (const section of $("list").children) section.hidden = section.matches(".bottom") ? name !== "all" : !sections.has(section);
    $("none").hidden = shown.length > 0;
    count();
    const here = current ?? rested;
    if (shown.length) go(visible.has(here) ? here : shown[0]); else rest();
    if (current && current === items[0] && name === "all") {
      $("left").scrollTop = 0;
      current.node.scrollIntoView({ block: "nearest" });
    }
    tell(shownNow());
  };
  const shownNow = () => `${shown.length} shown: ${FILTERS.find(each => each[0] === filter)[1]}.`;

  const count = () => {
    const done = items.filter(isReviewed).length;
    $("progress").max = Math.max(items.length, 1);
    $("progress").value = done;
    const all = done === items.length && items.length > 0;
    $("count").textContent = `${done} of ${items.length} reviewed${all ? ": `briefer generate` makes the brief" : ""}`;
    falling();
    FILTERS.forEach(([name, , fits], at) => {
      const button = $("filters").children[at];
      button.setAttribute("aria-pressed", String(filter === name));
      button.lastChild.textContent = String(items.filter(fits).length);
    });
  };

  // --- moving ---------------------------------------------------------------------------------------------------

  const go = (item, focus = true) => {
    if (!item) return;
    if (current && current !== item) {
      current.node.removeAttribute("aria-current");
      current.node.tabIndex = -1;
      close();
    }
    const moved = current !== item;
    current = item;
    item.node.setAttribute("aria-current", "true");
    item.node.tabIndex = 0;
    if (focus) item.node.focus({ preventScroll: true });
    item.node.scrollIntoView({ block: "nearest" });
    if (moved) { at = 0; open(); buttons(); }
  };
  // Where nothing is shown nothing can be decided on, and no article stands beside it.
  let rested = null;
  const rest = () => {
    if (!current) return;
    close();
    current.node.removeAttribute("aria-current");
    current.node.tabIndex = -1;
    [rested, current] = [current, null];
    for (const block of painted) paint(block, []);
    painted = [];
    for (const id of ["article", "where", "text"]) $(id).replaceChildren();
    buttons();
    $("list").focus({ preventScroll: true });
  };
  const step = by => {
    const here = shown.indexOf(current);
    const next = shown[here + by];
    if (next) go(next); else tell(by > 0 ? "That was the last one." : "This is the first one.");
    return Boolean(next);
  };

  // --- the article ------------------------------------------------------------------------------------------------

  const texts = new Map();
  let painted = [], at = 0;

  const cut = (block, from, to) => {
    // offsets count code points; a block without astral characters is cut as it is
    block.plain ??= block.text.length === block.end - block.start;
    if (block.plain) return block.text.slice(from - block.start, to - block.start);
    block.points ??= Array.from(block.text);
    return block.points.slice(from - block.start, to - block.start).join("");
  };
  const paint = (block, marks) => {
    const own = [...marks, ...block.furniture].filter(([from, to]) => from < block.end && to > block.start);
    const edges = new Set([block.start, block.end]);
    for (const [from, to] of own) { edges.add(Math.max(from, block.start)); edges.add(Math.min(to, block.end)); }
    const sorted = [...edges].sort((a, b) => a - b);
    const parts = [];
    for (let n = 0; n + 1 < sorted.length; n++) {
      const classes = own.filter(([from, to]) => from <= sorted[n] && to >= sorted[n + 1]).map(each => each[2]);
      const text = cut(block, sorted[n], sorted[n + 1]);
      if (!classes.length) parts.push(document.createTextNode(text));
      else parts.push(make(classes.includes("passage") ? "mark" : "span", [...new Set(classes)].join(" "), text));
    }
    block.node.replaceChildren(...parts);
  };
  const textOf = id => {
    if (texts.has(id)) return texts.get(id);
    const article = board.articles[id];
    const furniture = article.furniture.map(([from, to]) => [from, to, "furniture"]);
    const root = make("div");
    let next = 0;
    const blocks = article.paragraphs.map(([start, end, text]) => {
      while (next < furniture.length && furniture[next][1] <= start) next++;
      const own = [];
      for (let n = next; n < furniture.length && furniture[n][0] < end; n++) own.push(furniture[n]);
      const block = { start, end, text, furniture: own, node: make("p") };
      if (own.some(([from, to]) => from <= start && to >= end)) block.node.className = "furniture";
      paint(block, []);
      root.append(block.node);
      return block;
    });
    texts.set(id, { root, blocks });
    return texts.get(id);
  };
  const open = () => {
    for (const block of painted) paint(block, []);
    painted = [];
    const [id, from, to] = current.passages[at];
    const article = board.articles[id];
    if (!article) return;
    const { root, blocks } = textOf(id);
    if (root.parentNode !== $("text")) $("text").replaceChildren(root);
    const first = current.passages[0][0];
    const marks = current.passages.filter(each => each[0] === id).map(([, start, end]) => [start, end, "passage"]);
    if (id === first) for (const kind of ["source", "cue", "content"]) for (const [start, end] of current[kind]) marks.push([start, end, kind]);
    for (const block of blocks) {
      if (marks.some(([start, end]) => start < block.end && end > block.start)) { paint(block, marks); painted.push(block); }
    }
    $("article").textContent = article.title || article.name;
    const place = [article.outlet, article.published, article.title && article.name].filter(Boolean).join(" · ");
    const which = current.passages.length > 1 ? `${place && " · "}passage ${at + 1} of ${current.passages.length} (s: the next)` : "";
    $("where").textContent = place + which;
    const target = painted.find(block => block.end > from && block.start < to);
    const mark = target?.node.querySelector("mark");
    if (mark) {
      const pane = $("text");
      const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
      pane.scrollTop = Math.max(0, top - pane.clientHeight / 4);
    } else $("text").scrollTop = 0;
  };
  const nextPassage = () => {
    at = (at + 1) % current.passages.length;
    open();
    tell(`Passage ${at + 1} of ${current.passages.length}.`);
  };

  // --- wording and comment ------------------------------------------------------------------------------------------

  let editing = null;
  const close = () => {
    if (!editing) return;
    const { item } = editing;
    clearTimeout(editing.timer);
    editing.box.remove();
    editing = null;
    if (item === current) item.node.focus({ preventScroll: true });
  };
  const SAID = { borne: "✓ The passage bears this out.", flagged: "⚠ Printed with a flag: ", refused: "⚠ The passage does not bear this out, so the brief keeps its own words: " };

  const edit = field => {
    if (current.status === "withheld" && field === "wording") return tell("A withheld claim cannot be reworded.");
    close();
    const box = make("div", "edit");
    const label = make("label", "", field === "wording" ? "Reword" : "Comment");
    const area = make("textarea");
    const result = make("p", "verdict-now");
    const row = make("div", "row");
    const save = make("button", "", "Save "), flag = make("button", "", "Save flagged "), stop = make("button", "", "Cancel ");
    for (const [button, key] of [[save, "Enter"], [flag, "Ctrl+Enter"], [stop, "Esc"]]) {
      button.type = "button";
      button.append(make("kbd", "", key));
    }
    area.id = "words";
    label.htmlFor = "words";
    area.maxLength = 4000;
    area.spellcheck = true;
    result.id = "words-result";
    result.setAttribute("role", "status");
    area.setAttribute("aria-describedby", "words-result");
    area.value = field === "wording" ? value(current, "wording") || current.statement : value(current, "comment");
    flag.hidden = true;
    row.append(save, flag, stop);
    box.append(label, area, result, row);
    editing = { item: current, field, box, area, result, flag, checked: "", verdict: null, timer: 0, wanted: false };
    area.addEventListener("input", () => checkSoon());
    area.addEventListener("keydown", event => {
      if (event.key === "Escape") { event.preventDefault(); close(); }
      else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); store(event.ctrlKey || event.metaKey); }
      event.stopPropagation();
    });
    save.addEventListener("click", () => store(false));
    flag.addEventListener("click", () => store(true));
    stop.addEventListener("click", close);
    current.node.append(box);
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    box.scrollIntoView({ block: "nearest" });
    if (field === "wording" && isStatic) result.textContent = "Held against the passage when the brief is made.";
    if (field === "wording") check();
  };
  const words = () => editing.area.value.split(/\s+/u).filter(Boolean).join(" ");
  const checkSoon = () => {
    if (editing.field !== "wording" || isStatic) return;
    clearTimeout(editing.timer);
    editing.timer = setTimeout(check, 150);
  };
  const check = async () => {
    const mine = editing, text = mine && words();
    if (!mine || isStatic) return;
    if (!text || text === mine.item.statement) return void judged(mine, text, { verdict: "borne", reason: "" });
    try {
      const { status: code, told } = await ask("check", { item: mine.item.id, text });
      if (code === 200) judged(mine, text, told);
    } catch { if (editing === mine) mine.result.textContent = "The server does not answer: this is checked when it does."; }
  };
  const judged = (mine, text, told) => {
    if (editing !== mine || words() !== text) return;
    mine.checked = text;
    mine.verdict = told.verdict;
    const own = !text || text === mine.item.statement;
    mine.result.className = `verdict-now ${told.verdict}`;
    mine.result.textContent = own ? "The program's own words." : SAID[told.verdict] + told.reason;
    mine.flag.hidden = told.verdict === "borne";
    if (mine.wanted) { mine.wanted = false; store(false); }
  };
  const store = async flagged => {
    const { field, item } = editing;
    let text = words();
    if (field === "wording" && !isStatic) {
      if (text === item.statement) text = "";
      if (text && !flagged && editing.checked !== text) { editing.wanted = true; return check(); }
      if (text && !flagged && editing.verdict !== "borne") {
        return tell(`${editing.result.textContent} Ctrl+Enter saves it all the same, flagged.`);
      }
    }
    if (field === "wording" && text === item.statement) text = "";
    close();
    const what = field === "wording" ? (text ? "Reworded." : "Its own words again.") : text ? "Commented." : "Comment taken back.";
    if (act(field, text, field === "wording" && flagged ? { flagged: true } : {})) tell(what);
  };

  // --- keys -----------------------------------------------------------------------------------------------------

  const rule = verdict => {
    const names = current.status === "withheld" ? { accepted: "Rightly withheld", rejected: "Wrongly withheld" } : { accepted: "Accepted", rejected: "Rejected" };
    const changed = act("verdict", verdict);
    const said = changed ? `${names[verdict]}.` : `${names[verdict]} already.`;
    const here = shown.indexOf(current);
    if (here + 1 < shown.length) go(shown[here + 1]);
    tell(said);
  };
  const pin = () => {
    if (current.status === "withheld") return tell("A withheld claim cannot be pinned.");
    act("pinned", value(current, "pinned") ? "" : "pinned");
    tell(value(current, "pinned") ? "Pinned." : "No longer pinned.");
  };
  const ACTIONS = [
    ["k", "Previous", () => step(-1), "also ↑"],
    ["j", "Next", () => step(1), "also ↓"],
    ["a", "Accept", () => rule("accepted"), "and go on"],
    ["r", "Reject", () => rule("rejected"), "and go on: it leaves the brief"],
    ["e", "Reword", () => edit("wording"), "checked against the passage as you type"],
    ["p", "Pin", pin, "first in the brief; again to unpin"],
    ["c", "Comment", () => edit("comment"), "for whoever reviews next"],
    ["u", "Undo", undo, "the last decision of this tab"],
  ];
  const MORE = [
    ["s", "Next passage, where several are cited", () => nextPassage()],
    ["g", "First", () => go(shown[0])],
    ["G", "Last", () => go(shown.at(-1))],
    ["n", "Next one that nobody has reviewed", () => go(shown.slice(shown.indexOf(current) + 1).find(item => !isReviewed(item)) ?? shown.find(item => !isReviewed(item)))],
    ["?", "These keys", () => $("keys").showModal()],
  ];
  const bound = new Map([...ACTIONS, ...MORE].map(([key, , run]) => [key, run]));
  FILTERS.forEach(([name], at) => bound.set(String(at + 1), () => show(name)));

  // what needs nothing to be chosen: undo, keys, filters
  const ALWAYS = new Set(["u", "?", ...FILTERS.map((_, at) => String(at + 1))]);

  const buttons = () => {
    const withheld = current?.status === "withheld";
    const [, , accept, reject, reword, pinned] = $("actions").children;
    accept.firstChild.textContent = withheld ? "Rightly withheld " : "Accept ";
    reject.firstChild.textContent = withheld ? "Wrongly " : "Reject ";
    pinned.firstChild.textContent = current && value(current, "pinned") ? "Unpin " : "Pin ";
    for (const each of $("actions").children) each.disabled = !current;
    $("actions").lastChild.disabled = false;
    reword.disabled = pinned.disabled = !current || withheld;
  };
  const controls = () => {
    for (const [key, name, run] of ACTIONS) {
      const button = make("button");
      button.type = "button";
      button.append(document.createTextNode(`${name} `), make("kbd", "", key));
      button.addEventListener("click", () => { if (current || ALWAYS.has(key)) run(); });
      $("actions").append(button);
    }
    FILTERS.forEach(([name, title], at) => {
      const button = make("button");
      button.type = "button";
      button.append(make("kbd", "", String(at + 1)), document.createTextNode(` ${title} `), make("span"));
      button.addEventListener("click", () => show(name));
      $("filters").append(button);
    });
    for (const [key, name, , more] of [...ACTIONS, ...MORE]) {
      const term = make("dt");
      term.append(make("kbd", "", key));
      $("keys-list").append(term, make("dd", "", more ? `${name}: ${more}` : name));
    }
    const term = make("dt");
    term.append(make("kbd", "", "1 – 6"));
    $("keys-list").append(term, make("dd", "", FILTERS.map(each => each[1]).join(", ")));
    $("help").addEventListener("click", () => $("keys").showModal());
    $("close").addEventListener("click", () => $("keys").close());
    $("export").addEventListener("click", save);
    $("keys").addEventListener("close", () => current?.node.focus({ preventScroll: true }));
  };
  const ARROWS = { ArrowDown: "j", ArrowUp: "k" };
  const pressed = event => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
    if (event.target.closest("textarea, input")) return;
    const arrow = ARROWS[event.key];
    if (arrow && event.target.closest("#text")) return;
    const run = bound.get(arrow ?? event.key);
    if (!run || !current && !ALWAYS.has(event.key) || !(arrow || $("single").checked || event.key === "?")) return;
    event.preventDefault();
    run();
  };

  // --- a file of decisions ------------------------------------------------------------------------------------------

  const save = () => {
    const by = (isStatic ? $("name").value.trim() : board.reviewer);
    if (!by) {
      trouble("Say who you are first: every decision is kept with a name.");
      return $("name").focus();
    }
    trouble("");
    const decisions = queue.map(({ item, field, value: text, at: when }) => ({ ...byId.get(item).place, field, value: text, by, at: when }));
    const text = JSON.stringify({ schema: "briefer.decisions/1", decisions }, null, 1);
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `decisions-${board.run}.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    exported = queue.length;
    tell(`${decisions.length} decisions saved as ${link.download}. Send it back; \`briefer decisions import\` takes it.`);
  };
  let exported = 0;

  // --- begin ----------------------------------------------------------------------------------------------------

  const begin = async () => {
    if (isStatic) board = JSON.parse(embedded.textContent);
    else {
      for (let wait = 250; !board; wait = Math.min(wait * 2, 4000)) {
        try {
          const { status: code, told } = await ask("board.json");
          if (code === 200) board = told;
          else if (code === 403) return trouble("This page belongs to a review that has ended. Open the address that `briefer review` prints now.");
        } catch { trouble("The server does not answer; trying again."); }
        if (!board) await later(wait);
      }
      trouble("");
    }
    items = board.items;
    byId = new Map(items.map(item => [item.id, item]));
    document.title = `Review: ${board.title}`;
    $("title").textContent = [board.title, board.window].filter(Boolean).join(", ");
    controls();
    recall();
    if (isStatic) {
      $("who").hidden = $("export").hidden = false;
      $("top").classList.add("own");
      try { $("name").value = localStorage.getItem("briefer-reviewer") ?? ""; } catch { local = false; }
      $("name").addEventListener("input", () => { try { localStorage.setItem("briefer-reviewer", $("name").value); } catch { local = false; } });
      states = new Map(Object.entries(board.states));
    }
    build();
    if (!isStatic) { await poll(); }
    for (const each of queue) put(byId.get(each.item), each.field, each.value, board.reviewer, each.at);
    for (const each of queue) draw(byId.get(each.item));
    count();
    document.addEventListener("keydown", pressed);
    addEventListener("beforeunload", event => { if (isStatic ? queue.length > exported : queue.length && !local) event.preventDefault(); });
    if (items.length) show("all"); else { $("none").hidden = false; $("none").textContent = "This brief has nothing to review."; }
    tell(`${items.length} to review. Press ? for the keys.`);
    document.documentElement.dataset.ready = "yes";
    send();
    if (!isStatic) setInterval(() => { if (!document.hidden && !sending) poll(); }, 2000);
  };
  begin();
})();
