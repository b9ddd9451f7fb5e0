/**
 * The panel's sheet. Names and values are those of `site/styles/tokens.css`; only the few used here are carried.
 * The shop's colour is held to a lightness at which it reads both on the surface and under its ink (AA, 4.5 : 1);
 * `accessible.browser.test.ts` computes it for colours all round the wheel.
 */
export const panelCss = (side: string) => `
:host{--accent:oklch(from var(--brand) min(l,.48) c h);--accent-ink:#fff;--paper:oklch(.985 .004 85);--raised:#fff;--sunken:oklch(.962 .006 85);--hover:oklch(.948 .008 85);--ink:oklch(.24 .012 70);--soft:oklch(.47 .014 70);--line:oklch(.905 .008 85);--line-strong:oklch(.62 .014 75);--good:oklch(.49 .11 150);--bad:oklch(.5 .175 27);--focus:oklch(.52 .19 258);--wash:color-mix(in srgb,var(--accent) 8%,var(--raised));--shadow:0 2px 6px oklch(.3 .02 70/.07),0 16px 48px oklch(.3 .02 70/.18);color-scheme:light}
:host([data-theme=dark]){--accent:oklch(from var(--brand) max(l,.79) c h);--accent-ink:oklch(.2 .012 75);--paper:oklch(.195 .008 75);--raised:oklch(.235 .009 75);--sunken:oklch(.165 .008 75);--hover:oklch(.28 .01 75);--ink:oklch(.945 .006 85);--soft:oklch(.745 .012 80);--line:oklch(.32 .01 75);--line-strong:oklch(.57 .014 75);--good:oklch(.8 .13 152);--bad:oklch(.77 .13 25);--focus:oklch(.78 .12 255);--wash:color-mix(in srgb,var(--accent) 12%,var(--raised));--shadow:0 2px 6px #0006,0 16px 48px #0009;color-scheme:dark}
@supports not (color:oklch(from red l c h)){:host{--accent:#17694d!important;--accent-ink:#fff!important}}
.panel,.panel *{box-sizing:border-box;margin:0;padding:0}
.panel{position:absolute;bottom:calc(100% + 14px);${side}:0;width:400px;max-width:calc(100vw - 2*var(--offset-x));height:min(672px,100vh - var(--offset-y) - 90px);display:flex;flex-direction:column;overflow:hidden;background:var(--paper);color:var(--ink);border:1px solid var(--line);border-radius:calc(var(--radius)*1.6);box-shadow:var(--shadow);font:400 15px/1.5 system-ui,sans-serif;outline:0;animation:rise .14s cubic-bezier(.2,0,0,1)}
.panel[hidden]{display:none!important}
@keyframes rise{from{opacity:0;transform:translateY(8px)}}
.panel button,.panel input,.panel textarea{font:inherit;color:inherit;background:none;border:0;border-radius:var(--radius);letter-spacing:inherit}
.panel button{cursor:pointer;text-align:start}
.panel button:disabled{cursor:default;opacity:.5}
.panel :focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.panel h1:focus-visible{outline:0}
.panel ul{list-style:none}
.panel a{color:var(--accent);text-underline-offset:3px}
.panel svg{width:20px;height:20px;stroke-width:1.75}
.unseen{position:absolute!important;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bar{display:flex;align-items:center;gap:4px;min-height:60px;padding:8px;border-bottom:1px solid var(--line);background:var(--raised);flex:none}
.bar .name{flex:1;padding:0 12px;font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.bar>:first-child+.name{padding-inline-start:6px}
.bar .logo{display:flex;margin-inline-start:12px;color:var(--accent)}
.panel .logo svg{height:28px;width:auto;max-width:120px}
.bar.home{background:var(--wash);border-color:transparent}
.plain{display:grid!important;place-items:center;width:44px;height:44px;flex:none;color:var(--soft)!important}
.plain:hover{background:color-mix(in srgb,var(--ink) 7%,transparent)!important;color:var(--ink)!important}
.lead{padding:4px 20px 20px;background:var(--wash);border-bottom:1px solid var(--line);flex:none}
.greeting{font-size:19px;line-height:1.4;font-weight:600;letter-spacing:-.008em;padding-bottom:16px;text-wrap:pretty}
.field{display:flex;align-items:center;gap:10px;min-height:52px;padding-inline:16px 4px;border:1.5px solid var(--line-strong);border-radius:calc(var(--radius)*1.2);background:var(--raised);color:var(--soft)}
.field:focus-within{border-color:var(--accent);box-shadow:0 0 0 3px color-mix(in srgb,var(--accent) 18%,transparent)}
.field input{flex:1;min-width:0;height:48px;color:var(--ink)!important;font-size:16px!important;appearance:none}
.panel .field input:focus-visible{outline-color:#0000}
.panel ::placeholder{color:var(--soft);opacity:1}
.field input::-webkit-search-cancel-button{display:none}
.scroll{flex:1;min-height:0;overflow-y:auto;overscroll-behavior:contain;padding:20px;display:flex;flex-direction:column;gap:20px;outline-offset:-2px!important}
.scroll>*{flex:none}
.label{font-size:13px;line-height:1.4;font-weight:600;color:var(--soft);padding-bottom:8px}
.hits{background:var(--raised);border:1px solid var(--line);border-radius:calc(var(--radius)*1.2);overflow:hidden}
.hits li+li{border-top:1px solid var(--line)}
.panel .hit{display:flex;align-items:center;gap:12px;width:100%;min-height:52px;padding:12px 12px 12px 16px;border-radius:0;outline-offset:-2px!important}
.hit>span{flex:1;min-width:0}
.hit b{font-weight:500;display:block;text-wrap:pretty}
.hit small,.best>span{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.hit small{font-size:13px;line-height:1.45;color:var(--soft);padding-top:2px}
.hit svg{color:var(--line-strong)}
.hit:hover{background:var(--hover)!important}
.results{display:grid;gap:20px;transition:opacity .1s .15s}
.results[aria-busy=true]{opacity:.6}
.repaired,.lead>p{font-size:14px;color:var(--soft)}
.lead>p{padding-top:10px}
.panel .best{display:block;width:100%;padding:16px;background:var(--raised);border:1.5px solid var(--accent);border-radius:calc(var(--radius)*1.2)}
.best b{display:block;font-size:17px;line-height:1.35;font-weight:600;text-wrap:pretty}
.best>span{-webkit-line-clamp:4;margin:6px 0 10px;color:var(--soft)}
.best em{display:flex;align-items:center;gap:2px;font-style:normal;font-weight:500;color:var(--accent)}
.best:hover{background:var(--wash)!important}
.none h2,.outcome h2{text-wrap:balance;font-size:17px;line-height:1.35;font-weight:600}
.none p{color:var(--soft);padding:6px 0 14px}
.none{padding:18px;background:var(--raised);border:1px solid var(--line);border-radius:calc(var(--radius)*1.2)}
.panel .primary,.panel .quiet{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-height:46px;padding:10px 20px}
.panel .primary{background:var(--accent);color:var(--accent-ink);font-weight:550}
.panel .primary:hover:not(:disabled){background:color-mix(in srgb,var(--accent) 88%,var(--ink))}
.panel .quiet{border:1px solid var(--line-strong);background:var(--raised);font-weight:500}
.panel .quiet:hover{background:var(--hover)}
.panel .link{display:inline-flex;align-items:center;gap:6px;min-height:44px;padding:4px 8px;color:var(--accent);font-weight:500}
.panel .link:hover{text-decoration:underline;text-underline-offset:3px}
.row{display:flex;flex-wrap:wrap;gap:8px}
.foot{flex:none;border-top:1px solid var(--line);background:var(--raised);padding:8px}
.panel .person{display:flex;align-items:center;gap:12px;width:100%;min-height:60px;padding:8px 8px 8px 12px}
.person:hover{background:var(--hover)!important}
.person>span:nth-child(2){flex:1;min-width:0}
.person b{display:block;font-weight:600}
.person small{display:block;font-size:13px;line-height:1.4;color:var(--soft)}
.person>svg{color:var(--line-strong)}
.face{position:relative;display:grid;place-items:center;width:40px;height:40px;flex:none;border-radius:50%;background:var(--wash);color:var(--accent)}
.face.here::after,.dot{content:"";width:11px;height:11px;border-radius:50%;background:var(--good)}
.face.here::after{position:absolute;right:0;bottom:0;border:2px solid var(--raised);width:13px;height:13px}
.panel .centre{display:flex;align-items:center;justify-content:center;gap:6px;min-height:44px;font-size:14px;color:var(--soft);text-decoration:none;border-radius:var(--radius)}
.centre svg,.aside svg{width:15px!important;height:15px!important}
.answer h1{font-size:21px;line-height:1.3;font-weight:650;letter-spacing:-.008em;text-wrap:balance}
.prose{padding-top:12px;font-size:16px;line-height:1.6;overflow-wrap:anywhere}
.prose>*+*{margin-top:12px!important}
.prose h2,.prose h3,.prose h4{font-size:16px;font-weight:600;padding-top:4px}
.prose ul,.prose ol{padding-inline-start:22px;list-style:disc}
.prose ol{list-style:decimal}
.prose li+li{margin-top:6px}
.prose strong{font-weight:600}
.prose code{font:14px ui-monospace,Consolas,monospace;background:var(--sunken);padding:2px 5px;border-radius:4px}
.scrolls{overflow-x:auto;border:1px solid var(--line);border-radius:var(--radius);background:var(--raised)}
.prose table{overflow-wrap:break-word;border-collapse:collapse;width:100%;font-size:14px;line-height:1.45}
.prose th,.prose td{padding:8px 12px!important;text-align:start;vertical-align:top}
.prose th{font-weight:600;background:var(--sunken)}
.prose tr+tr td,.prose tbody td{border-top:1px solid var(--line)}
.aside{display:inline-flex;align-items:center;gap:6px;min-height:44px;font-size:14px}
.outcome{padding:16px;background:var(--wash);border-radius:calc(var(--radius)*1.2);display:grid;gap:12px;justify-items:start}
.thanks{display:flex;align-items:center;gap:8px;font-weight:500}
.thanks svg{color:var(--good)}
.panel .chip{min-height:44px;padding:8px 14px;border:1px solid var(--line-strong);border-radius:22px;background:var(--raised);font-size:14px;line-height:1.3}
.panel .chip:hover{border-color:var(--accent);color:var(--accent)}
.prose img{max-width:100%}
.notice{display:grid;justify-items:start;gap:12px}
.skeleton{display:grid;gap:12px;animation:late .2s .25s both}
.skeleton i{height:52px;border-radius:var(--radius);background:var(--sunken)}
.skeleton i:first-child{height:16px;width:40%}
@keyframes late{from{opacity:0}}
@media(max-width:559px),(max-height:479px){.panel{position:fixed;inset:0;width:auto;max-width:none;height:100dvh;border:0;border-radius:0;padding-bottom:env(safe-area-inset-bottom)}:host([data-open]) .launcher{display:none}}
@media(min-width:560px)and (min-height:480px){.bar .close{display:none!important}.bar{padding-inline-end:16px}}
@media(prefers-reduced-motion:reduce){.panel,.panel *{animation:none!important;transition:none!important}}`
