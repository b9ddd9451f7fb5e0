/** The launcher's sheet. Its ink is black or white by the luminance of the shop's colour: at 0.179 the two read equally well (WCAG, 4.5 : 1 either way). The focus ring has two tones, so that it shows on any page. `!important` on the host's place: the page's own `*` rules must not move it. */
export const launcherCss = (side: string) => `
:host{all:initial!important;direction:ltr!important;position:fixed!important;${side}:var(--offset-x)!important;bottom:calc(var(--offset-y) + env(safe-area-inset-bottom))!important;z-index:var(--layer)!important;font:500 16px/1.25 system-ui,sans-serif!important}
[hidden]{display:none!important}
.launcher{all:unset;box-sizing:border-box;display:flex;align-items:center;gap:10px;height:56px;padding:0 15px;border:1px solid #0000;border-radius:28px;background:var(--launcher);color:#fff;color:color(from var(--launcher) xyz-d65 clamp(0,(.179 - y)*1e9,.95) clamp(0,(.179 - y)*1e9,1) clamp(0,(.179 - y)*1e9,1.09));cursor:pointer;position:relative;box-shadow:0 2px 6px #0002,0 8px 24px #0003;transition:transform .12s}
.launcher:hover{transform:translateY(-1px)}
.launcher:focus-visible{outline:3px solid #000;outline-offset:3px;box-shadow:0 0 0 8px #fff}
svg{width:24px;height:24px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
[aria-expanded=true] .asks,[aria-expanded=false] .closes{display:none}
@media(prefers-reduced-motion:reduce){.launcher{transition:none}}
@media print{:host{display:none!important}}`
