/** The drawn conversation; loaded with the first message. */
export const logCss = `
:host{--warn-wash:oklch(.962 .03 85);--warn:oklch(.45 .1 70);--star:oklch(.72 .15 75);}
:host([data-theme=dark]){--warn-wash:oklch(.28 .036 80);--warn:oklch(.86 .1 80);--star:oklch(.82 .14 80);}
.badge{position:absolute;top:-4px;right:-4px;padding:0 8px;border-radius:12px;background:#b3261e;color:#fff;font-size:13px;line-height:22px}
.panel .strong{border-color:var(--accent);color:var(--accent)}
.banner:not(:empty){flex:none;padding:10px 20px;background:var(--warn-wash);color:var(--warn);font-size:14px}
.banner p{display:flex;gap:10px}
.banner .dot{background:currentColor;margin-top:5px!important;width:9px;height:9px}
.log{gap:4px;padding:16px 16px 12px}
.day,.fact{align-self:center;text-align:center;font-size:13px;line-height:1.45;color:var(--soft);padding:10px 16px;max-width:92%}
.said{display:flex;flex-direction:column;align-items:start;max-width:84%;align-self:start}
.said.first{padding-top:8px}
.said.own{align-self:end;align-items:end}
.author{font-size:13px;font-weight:600;color:var(--soft);padding:0 4px 4px}
.bubble{padding:10px 14px;background:var(--raised);border:1px solid var(--line);border-radius:16px;white-space:pre-wrap;overflow-wrap:anywhere;font-size:15.5px}
.said.first:not(.own) .bubble{border-start-start-radius:5px}
.own .bubble{background:var(--accent);color:var(--accent-ink);border-color:transparent}
.own.first .bubble{border-start-end-radius:5px}
.panel .own .bubble a{color:inherit}
.bubble.gone{font-style:italic;color:var(--soft);background:none;border:1px dashed var(--line-strong)}
.panel .bubble.sending,.panel .bubble.waiting{background:color-mix(in srgb,var(--accent) 88%,var(--paper))}
.panel .bubble.not_sent{background:none;color:var(--ink);border:1.5px solid var(--bad)}
.meta{display:flex;flex-wrap:wrap;align-items:center;gap:8px;padding:2px 4px;font-size:12.5px;line-height:1.5;color:var(--soft)}
.said:not(.own):not(:has(+.fact,+.day,+.own)):has(+.said) .meta time{display:none}
.said .meta:not(:has(*)){display:block}
.mark{display:inline-flex;align-items:center;gap:3px}
.panel .mark svg{width:15px;height:15px}
.mark.read{color:var(--accent)}
.failed{justify-content:end;color:var(--bad)}
.panel .failed .link{font-size:13px;min-height:44px}
.failed svg{width:15px!important;height:15px!important}
.typing{display:flex;align-items:center;gap:4px;padding:10px 4px;font-size:13px;color:var(--soft)}
.typing i{width:6px;height:6px;border-radius:50%;background:currentColor;animation:blink 1.2s infinite}
.typing i:nth-child(2){animation-delay:.2s}
.typing i:nth-child(3){animation-delay:.4s}
.typing span{padding-inline-start:6px}
.panel .bubble ul,.panel .bubble ol{margin:4px 0;padding-inline-start:22px;list-style:disc}
.panel .bubble ol{list-style:decimal}
.bubble pre{margin:4px 0!important;overflow-x:auto}
.bubble pre,.bubble code{font:14px/1.5 ui-monospace,Consolas,monospace}
.bubble a[href^=tel]{white-space:nowrap}
@keyframes blink{0%,60%,100%{opacity:.3}30%{opacity:1}}
.standing,.solved{margin-top:12px!important;padding:16px!important;background:var(--wash);border-radius:calc(var(--radius)*1.2);display:flex;flex-direction:column;gap:8px;align-items:start}
.standing p{display:flex;flex-direction:column;gap:2px}
.standing b{display:flex;align-items:center;gap:8px;font-weight:600}
.standing b svg{color:var(--good)}
.standing p span{color:var(--soft);font-size:14px}
.standing>.link{margin-inline-start:-8px!important}
.mailField{display:flex;flex-direction:column;gap:10px;width:100%}
.standing .row,.mailField .row{flex-direction:row}
.ending{flex:none;align-items:center;padding:0 12px 4px!important;background:var(--raised);flex-wrap:wrap;gap:0 8px;font-size:14px;color:var(--soft)}
.panel .ending .link{min-height:44px;font-weight:400}
.panel .ending :not(.sure){color:var(--soft)}
.solved{gap:14px}
.solved form,.solved .keep{width:100%;display:flex;flex-direction:column;gap:12px;align-items:start}
.solved .labelled{width:100%}
.keep{gap:0!important}
.keep .mailField{padding-top:14px}
.stars{border:0;display:flex;gap:2px}
.stars legend{font-size:17px;font-weight:600;padding-bottom:6px!important}
.stars label{display:grid;place-items:center;width:46px;height:46px;cursor:pointer;border-radius:var(--radius);color:var(--line-strong);position:relative}
.stars label:hover{background:var(--hover)}
.panel .stars svg{width:30px;height:30px;stroke-width:1.5}
.stars .lit{color:var(--star)}
.stars .lit svg{fill:currentColor}
.stars input{position:absolute;inset:0;opacity:0;cursor:pointer}
.stars label:has(:focus-visible){outline:2px solid var(--focus)}
.composer{flex:none;padding:10px 12px;border-top:1px solid var(--line);background:var(--raised)}
.composer form{display:flex;align-items:flex-end;gap:8px}
.panel .composer textarea{flex:1;min-width:0;min-height:44px;max-height:140px;padding:10px 14px;border:1px solid var(--line-strong);border-radius:22px;background:var(--paper);font-size:16px;line-height:1.4;resize:none}
.panel .composer textarea:focus-visible{border-color:var(--accent);outline:3px solid color-mix(in srgb,var(--accent) 22%,transparent);outline-offset:0}
.panel .send{display:grid;place-items:center;width:44px;height:44px;flex:none;border-radius:50%;background:var(--accent);color:var(--accent-ink)}
.otherDraft{font-size:13px;color:var(--soft);padding:0 4px 6px}
.panel .newer{align-self:center;margin:-52px 0 8px;position:relative;display:flex;align-items:center;gap:4px;min-height:44px;padding:6px 16px;border-radius:22px;background:var(--accent);color:var(--accent-ink);font-size:14px;box-shadow:var(--shadow)}
.newer svg{transform:rotate(90deg)}`
