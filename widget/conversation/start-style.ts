/** The way into a conversation; loaded when a visitor wants a person. */
export const startCss = `
.start{display:flex;flex-direction:column;flex:1;min-height:0}
.status{display:flex;gap:12px;padding:16px;border-radius:calc(var(--radius)*1.2);background:var(--sunken)}
.status.here{background:var(--wash)}
.status p{display:flex;flex-direction:column;gap:2px;flex:1}
.status b{font-weight:600}
.status span{color:var(--soft);font-size:14px}
.dot{flex:none;margin-top:6px!important;background:var(--line-strong)}
.here .dot{background:var(--good)}
.labelled{display:flex;flex-direction:column;gap:6px}
.labelled>:first-child{font-weight:500}
.labelled small,.hint{font-size:13px;line-height:1.45;color:var(--soft)}
.panel .labelled input,.panel .labelled textarea{width:100%;min-height:46px;padding:10px 14px;border:1px solid var(--line-strong);background:var(--raised);font-size:16px;line-height:1.45;resize:none}
.labelled textarea{max-height:200px}
.start .labelled textarea{min-height:96px!important}
.panel .labelled :focus-visible{border-color:var(--accent);outline:3px solid color-mix(in srgb,var(--accent) 22%,transparent);outline-offset:0}
.panel .labelled [aria-invalid]{border-color:var(--bad)}
.problem{color:var(--bad);font-size:14px}
.problem:empty{display:none}
.actions{display:flex;flex-direction:column;gap:4px;padding:12px 20px}
.actions .link{justify-content:center}
.week{font-size:14px}
.week summary{display:flex;align-items:center;min-height:44px;cursor:pointer;color:var(--accent);font-weight:500;border-radius:var(--radius)}`
