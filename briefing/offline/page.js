"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const zh = data.lang !== "en";
  const say = (a, b) => (zh ? a : b);
  const el = (id) => document.getElementById(id);
  const nodes = new Map(data.nodes.map((n) => [n.id, n]));
  const labels = new Map(data.ontology.labels.map((l) => [l.name, l]));
  const types = new Map(data.ontology.types.map((t) => [t.name, t]));
  const bases = new Map(data.ontology.bases.map((b) => [b.name, b]));
  const word = (t) => (t ? (zh ? t.zh : t.en) : "");
  const nameOf = (n) => (!zh && n.properties.nameEn) || n.properties.name || n.id;
  const around = new Map(data.nodes.map((n) => [n.id, []]));
  for (const r of data.relationships) {
    if (!around.has(r.start) || !around.has(r.end)) continue;
    around.get(r.start).push({ r, to: r.end, against: false });
    around.get(r.end).push({ r, to: r.start, against: true });
  }

  // Elements are made, never parsed: no text of the plan is read as markup.
  const make = (tag, props = {}, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(props)) k === "onclick" ? e.addEventListener("click", v) : e.setAttribute(k, v);
    e.append(...children.filter((c) => c !== null && c !== undefined));
    return e;
  };
  const place = (ref) => {
    const [kind, number] = ref.split(":");
    const other = { title: "标题", number: "文号", preface: "序言", closing: "结语", signature: "落款" };
    if (kind === "art") return say(`第${number}条`, `Art. ${number}`);
    if (kind === "ch") return say(`第${number}章`, `Ch. ${number}`);
    return zh ? other[kind] || ref : ref;
  };
  const quotes = (p) => (p.refs || []).map((ref, i) => ({ ref, quote: (p.quotes || [])[i] || "" }));
  const nodeLink = (n) => make("button", { class: "link", onclick: () => show(n.id) }, nameOf(n));
  const basisMark = (r) => {
    const b = bases.get(r.properties.basis);
    if (!b) return null;
    const weak = !b.textOnly;
    const text = weak && b.name !== "inferred" && b.name !== "external" ? say("推断·", "inferred: ") + word(b.title) : word(b.title);
    return make("span", { class: weak ? "basis weak" : "basis" }, `〔${text}〕`);
  };
  const evidence = (p) => {
    const box = make("div");
    for (const s of quotes(p)) box.append(make("div", {}, make("small", {}, place(s.ref) + " "), s.quote ? make("q", {}, `“${s.quote}”`) : null));
    if (p.rationale) box.append(make("div", {}, make("small", {}, say("理由：", "Why: ") + ((!zh && p.rationaleEn) || p.rationale))));
    return box;
  };

  // --- dossier
  const silent = () => say("〔 〕原文未载明", "〔 〕 not stated in the text");
  function show(id, move = true) {
    const n = nodes.get(id);
    if (!n) return;
    const box = el("dossier");
    const label = labels.get(n.labels[0]);
    box.replaceChildren(
      make("button", { class: "close", onclick: () => { box.hidden = true; } }, say("关闭", "Close")),
      make("small", {}, label ? word(label.title) : n.labels[0]),
      make("h2", {}, nameOf(n)),
    );
    if (n.properties.aliases) box.append(make("small", {}, say("别称：", "Also: ") + n.properties.aliases.join(say("、", ", "))));
    if (n.properties.summary) box.append(make("p", {}, (!zh && n.properties.summaryEn) || n.properties.summary));
    box.append(make("h3", {}, say("原文", "In the text")), evidence(n.properties), make("h3", {}, say("关系", "Relationships")));
    const list = make("ul");
    for (const h of around.get(id)) {
      const t = types.get(h.r.type);
      if (!t || t.trace === "none") continue;
      list.append(make("li", {}, word(h.against ? t.inverse : t.title) + " ", nodeLink(nodes.get(h.to)), " ", basisMark(h.r), evidence(h.r.properties)));
    }
    box.append(list.children.length ? list : make("p", { class: "gap" }, silent()));
    const where = around.get(id).filter((h) => h.against && (h.r.type === "MENTIONS" || h.r.type === "STATES")).map((h) => nodes.get(h.to));
    if (where.length) {
      box.append(make("h3", {}, say("出现于", "Spoken of in")));
      const ul = make("ul");
      for (const a of new Set(where)) ul.append(make("li", {}, nodeLink(a)));
      box.append(ul);
    }
    box.append(make("h3", {}, say("追溯", "Trace")), make("button", { onclick: () => { from.value = nameOf(n); tab("trace"); } }, say("从这里追溯…", "Trace from here…")));
    box.hidden = false;
    box.scrollTop = 0;
    document.querySelectorAll("#map .on").forEach((e) => e.classList.remove("on"));
    document.querySelectorAll(`#map [data-node="${CSS.escape(id)}"]`).forEach((e) => e.classList.add("on"));
    if (move) reveal(id);
    history.replaceState(null, "", "#" + encodeURIComponent(id));
  }

  // --- search
  const fold = (s) => s.normalize("NFKC").toLowerCase().replace(/[“”‘’"'（）()〔〕\[\]\s]/g, "").replace(/[○〇]/g, "0");
  const index = data.nodes.map((n) => {
    const p = n.properties;
    return { n, name: fold(nameOf(n)), aliases: [...(p.aliases || []), ...(p.find || [])].map(fold), all: fold([p.name, p.nameEn, ...(p.aliases || []), ...(p.find || []), p.summary, p.summaryEn, p.text, ...(p.quotes || []), ...(p.refs || []).map(place), n.id].filter(Boolean).join("\n")) };
  });
  function find(text, most) {
    const q = fold(text);
    if (!q) return [];
    const rank = (e) => (e.name === q ? 0 : e.aliases.includes(q) ? 0.5 : e.name.startsWith(q) ? 1 : e.name.includes(q) ? 2 : e.all.includes(q) ? 3 : 9);
    return index.map((e) => ({ e, k: rank(e) })).filter((x) => x.k < 9).sort((a, b) => a.k - b.k || a.e.name.length - b.e.name.length || (a.e.n.id < b.e.n.id ? -1 : 1)).slice(0, most).map((x) => x.e.n);
  }
  el("search").addEventListener("input", (event) => {
    const box = el("results");
    const hits = find(event.target.value, 40);
    box.replaceChildren(...hits.map((n) => make("button", { onclick: () => { box.hidden = true; show(n.id); } }, nameOf(n) + " ", make("small", {}, (word((labels.get(n.labels[0]) || {}).title) || "") + " " + (n.properties.refs || []).map(place).slice(0, 3).join(say("、", ", "))))));
    if (!hits.length) box.append(make("p", { class: "gap" }, say("没有找到。", "Nothing was found.")));
    box.hidden = !event.target.value;
  });
  // Enter opens the first, arrows walk; an open input-method composition has both.
  el("search").addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const first = el("results").querySelector("button");
    if (event.key === "Enter" && first) first.click();
    if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
  });
  el("results").addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!step) return;
    event.preventDefault();
    (document.activeElement[step] || el("search")).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { el("results").hidden = true; el("dossier").hidden = true; }
    if (event.key === "/" && !/INPUT|SELECT/.test(document.activeElement.tagName)) { event.preventDefault(); el("search").focus(); }
  });

  // --- trace: down and then up, never up and then down; the strongest weakest
  // hop first, then the fewest hops.
  const direction = (h) => {
    const t = types.get(h.r.type);
    if (!t || t.trace === "none") return null;
    if (t.name === "SAME_AS") return "same";
    if (t.trace === "level") return "level";
    return (t.trace === "up") === !h.against ? "up" : "down";
  };
  const strength = (r) => (bases.get(r.properties.basis) || { strength: 99 }).strength;
  function trace(a, b) {
    const levels = [...new Set(data.relationships.map(strength))].sort((x, y) => y - x);
    for (const least of levels) {
      const seen = new Set([a + "|d||"]);
      let ring = [{ at: a, phase: "d", level: "", hops: [] }];
      for (let n = 0; n < 8 && ring.length; n++) {
        const next = [];
        for (const s of ring) {
          if (s.at !== a && data.subjects.includes(s.at)) continue;
          for (const h of [...around.get(s.at)].sort((x, y) => (x.to < y.to ? -1 : 1))) {
            const d = direction(h);
            if (!d || strength(h.r) < least || s.hops.some((x) => x.to === h.to) || h.to === a) continue;
            if (d === "down" && s.phase === "u") continue;
            const side = h.against ? "<" : ">";
            if (d === "level" && s.level && s.level !== h.r.type + side && s.level.slice(0, -1) === h.r.type) continue;
            const phase = d === "up" ? "u" : s.phase;
            const level = d === "level" ? h.r.type + side : "";
            const state = { at: h.to, phase, level, hops: [...s.hops, h] };
            if (h.to === b) return state.hops;
            const key = h.to + "|" + phase + "|" + level;
            if (!seen.has(key)) { seen.add(key); next.push(state); }
          }
        }
        ring = next;
      }
    }
    return null;
  }
  const from = make("input", { list: "names", required: "" });
  const to = make("input", { list: "names", required: "" });
  const names = make("datalist", { id: "names" });
  for (const n of data.nodes) if ((labels.get(n.labels[0]) || {}).category !== "evidence") names.append(make("option", { value: nameOf(n) }));
  const answer = make("div", { "aria-live": "polite" });
  const form = make("form", {}, make("label", {}, say("起点", "From"), from), make("label", {}, say("终点", "To"), to), make("button", { class: "primary" }, say("追溯", "Trace")), names);
  const named = (text) => nodes.get(text) || data.nodes.find((n) => nameOf(n) === text) || find(text, 1)[0];
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const a = named(from.value), b = named(to.value);
    if (!a || !b || a === b) { answer.replaceChildren(make("p", {}, say("请给出两个不同的名称。", "Name two different things."))); return; }
    const hops = trace(a.id, b.id);
    if (!hops) { answer.replaceChildren(make("h2", {}, silent()), make("p", {}, say(`原文未载明“${nameOf(a)}”与“${nameOf(b)}”如何相连。`, `The text does not say how ${nameOf(a)} and ${nameOf(b)} connect.`))); return; }
    const weakest = hops.reduce((w, h) => (strength(h.r) < strength(w.r) ? h : w));
    const list = make("ol", { class: "chain" });
    let at = a;
    for (const h of hops) {
      const t = types.get(h.r.type);
      list.append(make("li", h === weakest ? { class: "weakest" } : {}, nodeLink(at), " " + word(h.against ? t.inverse : t.title) + " ", nodeLink(nodes.get(h.to)), " ", basisMark(h.r), h === weakest ? make("span", { class: "basis weak" }, say(" 最弱一环", " weakest hop")) : null, evidence(h.r.properties)));
      at = nodes.get(h.to);
    }
    answer.replaceChildren(make("h2", {}, say(`${hops.length} 跳`, `${hops.length} hops`)), list);
  });
  el("trace").append(form, answer);

  // --- reader: articles in order with the official text, where it was given, or
  // summaries and the words that the map quotes.
  function fillReader() {
    const parts = data.nodes.filter((n) => n.labels[0] === "Article" || n.labels[0] === "Chapter");
    const order = (n) => n.properties.number + (n.labels[0] === "Chapter" ? 0 : 1000);
    const chapterOf = new Map();
    for (const r of data.relationships) if (r.type === "HAS_PART") chapterOf.set(r.end, r.start);
    parts.sort((x, y) => {
      const key = (n) => [n.labels[0] === "Chapter" ? n.properties.number : (nodes.get(chapterOf.get(n.id)) || { properties: { number: 99 } }).properties.number, order(n)];
      const a = key(x), b = key(y);
      return a[0] - b[0] || a[1] - b[1];
    });
    const box = el("reader");
    for (const n of parts) {
      const at = (n.labels[0] === "Chapter" ? "ch:" : "art:") + n.properties.number;
      const text = data.passages.filter((p) => p.at === at);
      const article = make("article", { class: "article", id: "at-" + at }, make("h2", {}, place(at) + " ", nodeLink(n)));
      if (text.length) for (const p of text) article.append(make("blockquote", {}, p.text));
      else {
        if (n.properties.summary) article.append(make("p", {}, (!zh && n.properties.summaryEn) || n.properties.summary));
        const said = new Map();
        for (const m of data.nodes) for (const s of quotes(m.properties)) if (s.ref === at && s.quote && m !== n) said.set(s.quote, m);
        const list = make("ul");
        for (const [quote, m] of said) list.append(make("li", {}, make("q", {}, `“${quote}” `), nodeLink(m)));
        article.append(list);
      }
      box.append(article);
    }
    if (!parts.length) box.append(make("p", { class: "gap" }, say("所选范围不含条文；导出整张图谱可得全部条文。", "No articles in what was chosen; export the whole map to have them.")));
  }
  function fillTable() {
    const body = make("tbody");
    for (const r of data.relationships) {
      const t = types.get(r.type), a = nodes.get(r.start), b = nodes.get(r.end);
      if (!t || t.trace === "none" || !a || !b) continue;
      body.append(make("tr", {}, make("td", {}, nodeLink(a)), make("td", {}, word(t.title)), make("td", {}, nodeLink(b)), make("td", {}, basisMark(r)), make("td", {}, (r.properties.refs || []).map(place).join(say("、", ", ")))));
    }
    const head = make("tr", {}, ...[say("起点", "Start"), say("关系", "Relationship"), say("终点", "End"), say("依据", "Basis"), say("出处", "Where")].map((x) => make("th", {}, x)));
    el("table").append(make("table", {}, make("thead", {}, head), body));
  }
  const filled = new Set();
  function tab(name) {
    for (const b of document.querySelectorAll("[data-tab]")) b.setAttribute("aria-selected", String(b.dataset.tab === name));
    for (const id of ["map", "trace", "reader", "table"]) el(id).hidden = id !== name;
    if (!filled.has(name)) { filled.add(name); if (name === "reader") fillReader(); if (name === "table") fillTable(); }
  }
  for (const b of document.querySelectorAll("[data-tab]")) b.addEventListener("click", () => tab(b.dataset.tab));

  // --- picture: drag, wheel, two fingers, keys; where the whole is too large to
  // be read at once, a smaller sheet lies on top
  const sheets = [...document.querySelectorAll("#map .sheet")].map((box) => {
    const svg = box.querySelector("svg");
    const full = svg.getAttribute("viewBox").split(" ").map(Number);
    svg.removeAttribute("width"); svg.removeAttribute("height");
    return { box, svg, full, view: [...full] };
  });
  let sheet = sheets[0];
  const apply = () => sheet.svg.setAttribute("viewBox", sheet.view.join(" "));
  const scale = () => Math.max(sheet.view[2] / sheet.svg.clientWidth, sheet.view[3] / sheet.svg.clientHeight);
  const turns = [];
  function turn(to) {
    sheet = to;
    for (const s of sheets) s.box.hidden = s !== to;
    turns.forEach((b, i) => b.setAttribute("aria-pressed", String(sheets[i] === to)));
  }
  if (sheets.length > 1) {
    for (const s of sheets) turns.push(make("button", { onclick: () => turn(s) }, s.box.dataset.name));
    document.querySelector("#map .zoom").prepend(...turns);
    turn(sheets[0]);
  }
  function zoom(k, x, y) {
    const box = sheet.svg.getBoundingClientRect(), s = scale(), { view, full } = sheet;
    const px = view[0] + view[2] / 2 + (x - box.left - box.width / 2) * s, py = view[1] + view[3] / 2 + (y - box.top - box.height / 2) * s;
    k = Math.min(Math.max(k, full[2] / 60 / view[2]), (full[2] * 1.5) / view[2]);
    sheet.view = [px - (px - view[0]) * k, py - (py - view[1]) * k, view[2] * k, view[3] * k];
    apply();
  }
  const middle = (k) => {
    const box = sheet.svg.getBoundingClientRect();
    zoom(k, box.left + box.width / 2, box.top + box.height / 2);
  };
  const fit = () => { sheet.view = [...sheet.full]; apply(); };
  const acts = { in: () => middle(0.7), out: () => middle(1.4), fit };
  for (const b of document.querySelectorAll("[data-zoom]")) b.addEventListener("click", () => acts[b.dataset.zoom]());
  // Brings a node into the middle of what the dossier leaves free, near enough to
  // be read.
  function reveal(id) {
    const at = (s) => s.svg.querySelector(`[data-node="${CSS.escape(id)}"]`);
    if (!at(sheet)) { const other = sheets.find(at); if (!other) return; turn(other); }
    if (el("map").hidden) return;
    const mark = at(sheet).querySelector("[transform]").getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    const box = sheet.svg.getBoundingClientRect();
    const narrow = box.width <= 700;
    const free = Math.max(box.width - (narrow ? 0 : el("dossier").offsetWidth), 200);
    const high = Math.max(box.height - (narrow ? el("dossier").offsetHeight : 0), 120);
    const k = Math.min(scale(), 1);
    sheet.view = [mark[0] - (free / 2) * k, mark[1] - (high / 2) * k, box.width * k, box.height * k];
    apply();
  }
  el("map").addEventListener("wheel", (e) => { e.preventDefault(); zoom(Math.exp(e.deltaY * 0.0015), e.clientX, e.clientY); }, { passive: false });
  const fingers = new Map();
  el("map").addEventListener("pointerdown", (e) => { if (!e.target.closest(".zoom")) fingers.set(e.pointerId, [e.clientX, e.clientY]); });
  el("map").addEventListener("pointermove", (e) => {
    const was = fingers.get(e.pointerId);
    if (!was) return;
    if (fingers.size === 1) {
      const s = scale();
      sheet.view[0] -= (e.clientX - was[0]) * s; sheet.view[1] -= (e.clientY - was[1]) * s; apply();
    } else {
      const other = [...fingers].find(([id]) => id !== e.pointerId)[1];
      const d = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]);
      zoom(d(was) / Math.max(d([e.clientX, e.clientY]), 1), (e.clientX + other[0]) / 2, (e.clientY + other[1]) / 2);
    }
    fingers.set(e.pointerId, [e.clientX, e.clientY]);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) el("map").addEventListener(end, (e) => fingers.delete(e.pointerId));
  el("map").addEventListener("keydown", (e) => {
    if (e.target !== el("map")) return;
    const step = sheet.view[2] / 10;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[e.key];
    if (move) { sheet.view[0] += move[0]; sheet.view[1] += move[1]; apply(); }
    else if (e.key === "+" || e.key === "=") acts.in();
    else if (e.key === "-") acts.out();
    else if (e.key === "0") fit();
    else return;
    e.preventDefault();
  });
  let down = null;
  el("map").addEventListener("pointerdown", (e) => { down = [e.clientX, e.clientY]; });
  el("map").addEventListener("click", (e) => {
    const hit = e.target.closest("[data-node]");
    if (hit && down && Math.hypot(e.clientX - down[0], e.clientY - down[1]) < 5) show(hit.dataset.node, false);
  });
  if (location.hash.length > 1) show(decodeURIComponent(location.hash.slice(1)));
  window.addEventListener("hashchange", () => show(decodeURIComponent(location.hash.slice(1))));
})();
