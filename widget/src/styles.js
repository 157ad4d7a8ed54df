// How the widget looks. Constructed style sheets need no exception in a page's content security policy.

const STYLES = `
:host {
  all: initial !important;
  --paper: #ffffff; --ink: #1a2530; --muted: #52606c; --soft: #eef3f4; --line: #c6d0d6; --edge: #6b7a86;
  --accent: #0b5c66; --on-accent: #ffffff; --head: #0b5c66; --on-head: #ffffff; --tint: #e0f0f0; --warm: #fff4dc; --warm-ink: #5c4300;
  --bad: #a3211f; --bad-tint: #fdeceb; --shadow: 0 10px 40px rgb(10 30 40 / 25%);
  color-scheme: light dark !important;
}
@media (prefers-color-scheme: dark) {
  :host {
    --paper: #141b22; --ink: #e9eef2; --muted: #aab7c2; --soft: #232d37; --line: #3a4753; --edge: #8896a3;
    --accent: #7fd4cc; --on-accent: #06231f; --head: #1b4048; --on-head: #f2f7f8; --tint: #1d3a3c; --warm: #3a3019; --warm-ink: #ffdf9e;
    --bad: #ff9d97; --bad-tint: #43211f; --shadow: 0 10px 40px rgb(0 0 0 / 60%);
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.waymark, .panel {
  font: 1em/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--ink); text-align: start; -webkit-text-size-adjust: 100%;
}
h2, h3, p, ol, ul, dl, dd, pre { margin: 0; padding: 0; font: inherit; }
p, h3, dd, dt, li, pre, span, bdi { overflow-wrap: anywhere; }
ol { list-style: none; }
svg { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

button, input, textarea { font: inherit; color: inherit; }
button { min-width: 44px; min-height: 44px; margin: 0; padding: 0; border: 0; background: none; cursor: pointer; touch-action: manipulation; }
[aria-disabled="true"] { cursor: progress; }
:focus { outline: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.head :focus-visible { outline-color: var(--on-head); outline-offset: -4px; }
.scroll:focus-visible { outline-offset: -3px; }

.launcher {
  position: fixed; z-index: 2147483000; inset-block-end: 16px; inset-inline-end: 16px; max-width: calc(100vw - 32px);
  display: flex; align-items: center; gap: 10px; padding: 12px 20px; border-radius: 28px;
  background: var(--accent); color: var(--on-accent); font-weight: 600; box-shadow: var(--shadow);
}
.launcher:focus-visible { outline-color: var(--ink); box-shadow: 0 0 0 3px var(--paper); outline-offset: 3px; }
.count { padding: 0 8px; border-radius: 10px; background: var(--on-accent); color: var(--accent); font-size: 0.875em; }

.panel {
  position: fixed; z-index: 2147483000; inset: auto 16px 16px auto; width: min(408px, 100vw - 32px); height: min(740px, 100vh - 32px);
  height: min(740px, 100dvh - 32px); max-width: none; max-height: none; margin: 0; padding: 0; overflow: hidden;
  border: 1px solid var(--line); border-radius: 18px; background: var(--paper); box-shadow: var(--shadow);
}
.panel[open] { display: flex; flex-direction: column; }
.panel::backdrop { background: none; }
@media (max-width: 480px), (max-height: 420px) {
  .panel { inset: 0; width: 100%; height: 100vh; height: var(--seen, 100dvh); border: 0; border-radius: 0; }
}
.head { display: flex; align-items: center; gap: 4px; padding: 8px 8px 8px 18px; background: var(--head); color: var(--on-head); }
.title { flex: 1; min-width: 0; }
h2 { font-size: 1.0625em; font-weight: 700; line-height: 1.3; }
.status { font-size: 0.8125em; line-height: 1.3; }
.icon { display: grid; place-items: center; border-radius: 12px; }
.icon:hover { background: rgb(127 127 127 / 25%); }
.menu { position: absolute; z-index: 2; inset-block-start: 58px; inset-inline-end: 8px; min-width: 210px; padding: 6px;
  border: 1px solid var(--edge); border-radius: 12px; background: var(--paper); box-shadow: var(--shadow); }
.entry { display: block; width: 100%; padding: 8px 14px; border-radius: 8px; text-align: start; }
.entry:hover { background: var(--soft); }
.banner { padding: 8px 18px; background: var(--warm); color: var(--warm-ink); font-size: 0.875em; }
.body { flex: 1; min-height: 0; display: flex; flex-direction: column; }

.log { position: relative; flex: 1; min-height: 0; display: flex; }
.scroll { flex: 1; min-width: 0; overflow: hidden auto; overscroll-behavior: contain; padding: 4px 16px 16px; position: relative; }
.newest { position: absolute; inset-block-end: 8px; inset-inline: 0; width: max-content; margin-inline: auto; padding: 0 16px; border-radius: 22px;
  border: 1px solid var(--edge); background: var(--paper); color: var(--accent); font-weight: 600; font-size: 0.9375em; }
.message { display: flex; flex-direction: column; align-items: flex-start; margin-block-start: 14px; }
.message.joined { margin-block-start: 6px; }
.joined > .who { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.who { display: flex; align-items: center; gap: 5px; margin-block-end: 3px; color: var(--muted); font-size: 0.8125em; font-weight: 600; }
.who svg { width: 1.1em; height: 1.1em; }
.bubble { max-width: 88%; padding: 9px 14px; border-radius: 4px 16px 16px; background: var(--soft); white-space: pre-wrap; }
.you { align-items: flex-end; }
.you > .bubble { border-radius: 16px 4px 16px 16px; background: var(--accent); color: var(--on-accent); }
.adviser > .bubble { border: 2px solid var(--accent); background: var(--paper); }
.adviser > .who { color: var(--accent); }
.you.failed > .bubble, .you.waiting > .bubble { border: 2px dashed var(--edge); background: var(--paper); color: var(--ink); }
.state { color: var(--bad); font-size: 0.875em; }
.waiting > .state { margin-block-start: 4px; color: var(--muted); }
.retry { padding: 0 8px; color: var(--accent); font-weight: 600; text-decoration: underline; }
.replies, .actions { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 10px; }
.chip, .link { display: inline-flex; align-items: center; min-height: 44px; padding: 6px 16px; border: 1.5px solid var(--accent); border-radius: 22px;
  background: var(--paper); color: var(--accent); font-size: 0.9375em; font-weight: 600; line-height: 1.25; text-align: start; text-decoration: none; }
.chip:hover, .link:hover { background: var(--tint); }
.link { border-color: transparent; padding-inline: 2px; text-decoration: underline; text-underline-offset: 3px; }
.link:hover { background: none; text-decoration-thickness: 2px; }

.cards { display: grid; gap: 10px; width: 100%; margin-block-start: 8px; }
.card { padding: 14px 16px; border: 1px solid var(--line); border-inline-start: 5px solid var(--accent); border-radius: 12px; background: var(--paper); }
.kind { color: var(--muted); font-size: 0.8125em; font-weight: 600; }
.name { font-size: 1.0625em; font-weight: 700; line-height: 1.3; }
.subtitle { color: var(--muted); font-size: 0.9375em; }
dl { display: grid; gap: 3px; margin-block-start: 8px; font-size: 0.9375em; }
dl > div { display: grid; grid-template-columns: minmax(4.5em, 24%) 1fr; gap: 10px; }
dt { color: var(--muted); }
.why { margin-block-start: 10px; padding: 8px 12px; border-radius: 8px; background: var(--tint); font-size: 0.9375em; }
.earns { display: inline-block; margin-block-start: 8px; padding: 3px 10px; border-radius: 8px; background: var(--warm); color: var(--warm-ink); font-size: 0.875em; font-weight: 600; }
.card .actions { column-gap: 8px; }

.feedback { align-self: stretch; font-size: 0.9375em; }
.thumbs { display: flex; margin-inline-start: -10px; color: var(--muted); }
.thumb { display: grid; place-items: center; border-radius: 12px; }
.thumb svg { width: 1.1em; height: 1.1em; }
.thumb:hover { color: var(--accent); }
.thumb[aria-pressed="true"] { color: var(--accent); }
.thumb[aria-pressed="true"] svg { fill: currentColor; }
.thumb + .thumb { margin-inline-start: -6px; }
.reason form { display: grid; gap: 8px; justify-items: start; }
.reason label { width: 100%; }
.reason input { display: block; width: 100%; min-height: 44px; margin-block-start: 4px; padding: 8px 12px; border: 1px solid var(--edge); border-radius: 10px; background: var(--paper); }

.composer { padding: 10px 12px; border-block-start: 1px solid var(--line); }
.row { display: flex; align-items: flex-end; gap: 8px; }
.row textarea { flex: 1; min-width: 0; min-height: 44px; max-height: 116px; padding: 10px 14px; border: 1px solid var(--edge); border-radius: 22px;
  background: var(--paper); resize: none; field-sizing: content; line-height: 1.4; }
.row textarea::placeholder { color: var(--muted); opacity: 1; }
.row textarea:focus-visible { outline-offset: 0; }
.attach { display: grid; place-items: center; width: 44px; flex: none; border-radius: 50%; color: var(--muted); }
.dropping { outline: 3px dashed var(--accent); outline-offset: -8px; }
.picture { float: inline-end; width: 64px; height: 64px; margin-inline-start: 12px; border-radius: 8px; object-fit: contain; }
.send { display: grid; place-items: center; width: 44px; flex: none; border-radius: 50%; background: var(--accent); color: var(--on-accent); }
.left { margin-block-end: 6px; color: var(--muted); font-size: 0.875em; text-align: end; }
.ended { padding: 14px 18px; border-block-start: 1px solid var(--line); }

.sheet { flex: 1; overflow: hidden auto; padding: 18px; display: flex; flex-direction: column; gap: 12px; align-items: flex-start; }
.sheet > * { flex: none; max-width: 100%; }
.sheet h3 { font-size: 1.25em; font-weight: 700; line-height: 1.3; }
.sheet ul { display: grid; gap: 8px; padding-inline-start: 1.25em; }
.sheet ul li::marker { color: var(--accent); }
.way-back { display: inline-flex; align-items: center; gap: 4px; margin: -8px 0 -6px -6px; padding-inline-end: 10px; border-radius: 12px; color: var(--accent); font-weight: 600; }
.main { padding: 10px 22px; border-radius: 24px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
a.main { display: inline-block; margin-block-start: 12px; text-decoration: none; }
.ended .main { margin-block-start: 10px; }
.danger { background: var(--bad); color: var(--paper); }
.trouble { color: var(--bad); outline: none; }
.trouble:empty { display: none; }
.held { display: grid; gap: 14px; width: 100%; justify-items: start; }
pre { width: 100%; padding: 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--soft); white-space: pre-wrap; font-size: 0.875em; }
.receipt { width: 100%; }
.receipt dt::first-letter { text-transform: uppercase; }
.receipt > div { grid-template-columns: 1fr 1fr; }

.typing .bubble { display: flex; gap: 5px; padding: 14px; }
.typing span { width: 8px; height: 8px; border-radius: 50%; background: var(--muted); }
@media (prefers-reduced-motion: no-preference) {
  .typing span { animation: breathe 1.2s infinite ease-in-out; }
  .typing span:nth-child(2) { animation-delay: 0.2s; }
  .typing span:nth-child(3) { animation-delay: 0.4s; }
  .panel[open] { animation: rise 0.16s ease-out; }
}
@keyframes breathe { 0%, 60%, 100% { opacity: 0.35; } 30% { opacity: 1; } }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
@media (forced-colors: active) {
  .bubble, .main, .send, .launcher { border: 1px solid; }
}
`;

let fit = null;

/** Puts the element into the shadow root with its styles. */
export function dress(root, element) {
  root.append(element);
  try {
    const styles = new CSSStyleSheet();
    styles.replaceSync(STYLES);
    fit = new CSSStyleSheet();
    root.adoptedStyleSheets = [styles, fit];
  } catch {
    // Browsers of before 2023; a page with a strict policy leaves the widget plain there.
    root.prepend(Object.assign(document.createElement("style"), { textContent: STYLES }));
  }
}

/** Fits a panel that fills a phone's screen to what its keyboard leaves of it. */
export function fitTo({ height, scale }) {
  if (scale === 1) fit?.replaceSync(`:host { --seen: ${height}px; }`);
}
