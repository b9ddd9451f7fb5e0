/** Own drawings of the demo shop's goods, 200 × 160, in three colours of the product: main, second, shade. */
type Colours = readonly [main: string, second: string, shade: string]
type Drawing = (colours: Colours) => string

const line = (d: string, colour: string, width = 3) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`
const shape = (d: string, colour: string) => `<path d="${d}" fill="${colour}"/>`
const box = (x: number, y: number, width: number, height: number, radius: number, colour: string) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${colour}"/>`
const disc = (x: number, y: number, radius: number, colour: string) =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`

const tent: Drawing = ([main, second, shade]) =>
  line('M34 116 12 132M166 116l22 16M100 34 96 24', shade, 2.5) +
  shape('M100 34 172 132H28Z', main) +
  shape('M100 34 172 132h-44Z', second) +
  shape('M98 62 122 132H78Z', shade) +
  shape('M98 62 78 132h12Z', second)

const bigTent: Drawing = ([main, second, shade]) =>
  line('M26 110 8 134M174 110l18 24', shade, 2.5) +
  shape('M20 132C24 70 62 38 100 38s76 32 80 94Z', main) +
  shape('M100 38c38 0 76 32 80 94h-46c0-40-10-80-34-94Z', second) +
  shape('M58 132c0-38 12-56 28-56s28 18 28 56Z', shade) +
  shape('M58 132c0-38 12-56 28-56-10 10-16 30-16 56Z', second)

const lightTent: Drawing = ([main, second, shade]) =>
  line('M40 112 18 132M160 112l22 20', shade, 2.5) +
  shape('M30 132C44 92 76 52 104 44c26 14 54 48 66 88Z', main) +
  shape('M104 44c26 14 54 48 66 88h-52c4-34 0-64-14-88Z', second) +
  line('M30 132C44 92 76 52 104 44c26 14 54 48 66 88', shade)

const backpack: Drawing = ([main, second, shade]) =>
  line('M84 34c0-16 32-16 32 0', shade, 5) +
  box(56, 34, 88, 106, 24, main) +
  box(44, 78, 18, 48, 8, second) +
  box(138, 78, 18, 48, 8, second) +
  shape('M56 58c0-14 10-24 24-24h40c14 0 24 10 24 24v8H56Z', second) +
  box(70, 90, 60, 40, 12, shade) +
  line('M78 104h44', main) +
  line('M82 66v14M118 66v14', shade, 4)

const cityPack: Drawing = ([main, second, shade]) =>
  line('M86 32c0-14 28-14 28 0', shade, 5) +
  box(58, 32, 84, 108, 30, main) +
  line('M58 78h84', shade) +
  box(70, 90, 60, 38, 10, second) +
  line('M78 100h44', shade) +
  disc(100, 56, 7, second)

const trekPack: Drawing = ([main, second, shade]) =>
  box(62, 14, 76, 22, 11, second) +
  box(58, 32, 84, 112, 22, main) +
  shape('M58 54c0-12 10-22 22-22h40c12 0 22 10 22 22v10H58Z', shade) +
  box(44, 84, 16, 44, 8, second) +
  box(140, 84, 16, 44, 8, second) +
  box(72, 84, 56, 22, 8, second) +
  line('M58 120h84', shade, 4) +
  line('M80 64v16M120 64v16', second, 4)

const sleepingBag: Drawing = ([main, second, shade]) =>
  shape('M100 12c20 0 30 14 32 34l8 46c4 28-14 56-40 56s-44-28-40-56l8-46c2-20 12-34 32-34Z', main) +
  disc(100, 40, 19, shade) +
  shape('M81 46c6 14 32 14 38 0 2 16-8 24-19 24s-21-8-19-24Z', second) +
  line('M64 84h72M61 106h78M68 128h64', second, 2.5) +
  line('M114 66v50', shade, 2.5)

const jacket: Drawing = ([main, second, shade]) =>
  shape('M72 34 38 54l-14 74 20 6 16-54Z', second) +
  shape('m128 34 34 20 14 74-20 6-16-54Z', second) +
  shape('M70 34h60l10 106H60Z', main) +
  shape('M76 34c0-22 48-22 48 0-6 14-42 14-48 0Z', shade) +
  line('M100 46v94', shade) +
  line('M72 104l14 8M128 104l-14 8', shade)

const downJacket: Drawing = (colours) => jacket(colours) + line('M66 66h68M64 86h72M63 122h74', colours[1], 2.5)

const powerBank: Drawing = ([main, second, shade]) =>
  box(58, 26, 84, 112, 14, main) +
  box(58, 26, 84, 28, 14, second) +
  box(58, 42, 84, 12, 0, second) +
  box(78, 34, 18, 8, 3, shade) +
  box(104, 34, 18, 8, 3, shade) +
  [82, 94, 106, 118].map((x, at) => disc(x, 120, 3.5, at < 3 ? second : shade)).join('') +
  shape('m104 68-16 22h11l-5 18 18-24h-12l6-16Z', second)

const solarPanel: Drawing = ([main, second, shade]) =>
  [18, 76, 134]
    .map((x) => box(x, 34, 50, 92, 6, main) + line(`M${x + 25} 40v80M${x + 6} 64h38M${x + 6} 96h38`, second, 2))
    .join('') + line('M68 60h8M68 100h8M126 60h8M126 100h8', shade, 5)

const headTorch: Drawing = ([main, second, shade]) =>
  shape('m122 84 70-34v84l-70-30Z', '#f4dd9a') +
  line('M44 88c0-52 82-60 84-6M44 88c0 34 60 44 80 20', second, 12) +
  box(92, 66, 44, 52, 12, main) +
  disc(122, 92, 15, shade) +
  disc(122, 92, 9, '#fff6d8') +
  box(98, 58, 16, 10, 4, shade)

const watch: Drawing = ([main, second, shade]) =>
  shape('M76 14h48l6 36H70ZM70 110h60l-6 36H76Z', second) +
  disc(100, 80, 46, shade) +
  disc(100, 80, 38, main) +
  line('M72 96 88 76l12 10 14-26 14 22', '#f4dd9a', 3) +
  box(146, 72, 8, 16, 3, shade)

const watchPro: Drawing = (colours) =>
  watch(colours) + line('M100 46v6M100 108v6M66 80h6M128 80h6', colours[1], 2.5) + disc(114, 60, 4, '#e2734a')

const stove: Drawing = ([main, second, shade]) =>
  shape('M100 12c14 18 22 22 22 36a22 20 0 0 1-44 0c0-12 12-16 22-36Z', '#f0a24e') +
  shape('M100 34c7 9 10 12 10 18a10 9 0 0 1-20 0c0-6 6-9 10-18Z', '#fbe3a0') +
  line('M70 44v22h60V44M100 66v22', shade, 5) +
  line('M100 78h32', shade, 4) +
  shape('M62 96c0-10 16-12 38-12s38 2 38 12v44c0 6-76 6-76 0Z', main) +
  box(62, 106, 76, 20, 0, second)

const cooker: Drawing = ([main, second, shade]) =>
  box(68, 16, 64, 12, 6, shade) +
  box(66, 26, 68, 62, 8, main) +
  box(66, 44, 68, 28, 0, second) +
  line('M136 40c18 0 18 34 0 34', shade, 6) +
  box(76, 88, 48, 14, 4, shade) +
  shape('M70 112c0-8 14-10 30-10s30 2 30 10v30c0 5-60 5-60 0Z', second)

const flask: Drawing = ([main, second, shade]) =>
  box(78, 14, 44, 28, 8, second) +
  box(84, 38, 32, 10, 2, shade) +
  box(70, 46, 60, 100, 14, main) +
  box(70, 108, 60, 14, 0, second) +
  line('M82 62v36', '#ffffff55', 5)

const filter: Drawing = ([main, second, shade]) =>
  line('M100 26V14M100 134v12', shade, 7) +
  box(78, 26, 44, 20, 6, shade) +
  box(82, 44, 36, 74, 8, main) +
  box(78, 116, 44, 18, 6, shade) +
  line('M92 56v50M100 56v50M108 56v50', second, 2.5) +
  shape('M156 88c9 13 13 18 13 25a13 13 0 0 1-26 0c0-7 4-12 13-25Z', '#7fb6cf')

const boots: Drawing = ([main, second, shade]) =>
  shape('M58 26h50v50c6 14 34 18 52 26 10 4 12 12 12 22H52c2-30 6-66 6-98Z', main) +
  shape('M50 122h124v10c0 5-4 8-8 8H58c-5 0-8-3-8-8Z', shade) +
  shape('M56 26h54v14H56Z', second) +
  line('M104 56 86 62M107 70 90 78M116 82l-10 14M130 90l-8 14', '#f4dd9a', 3.5)

const shoes: Drawing = ([main, second, shade]) =>
  shape('M34 60c14 6 28 4 38-4 14 22 44 34 74 38 20 3 26 12 26 24H30c-2-20-2-40 4-58Z', main) +
  shape('M28 114h146v8c0 7-5 10-12 10H40c-8 0-12-4-12-10Z', shade) +
  shape('M34 60c14 6 28 4 38-4l8 10c-12 12-32 14-48 10Z', second) +
  line('M92 78 82 90M108 86l-9 13M124 92l-7 13', '#f4dd9a', 3.5)

const poles: Drawing = ([main, second, shade]) =>
  line('M66 30 46 140M134 30l20 110', main, 6) +
  line('M70 14 64 44M130 14l6 30', second, 13) +
  line('M52 120h-14M148 120h14', shade, 5) +
  line('M46 140l-1 8M154 140l1 8', shade, 4) +
  line('M67 22c-18 4-18 22-2 20M133 22c18 4 18 22 2 20', shade, 3)

const PINE: Colours = ['#2f6b53', '#4f8f72', '#1d4436']
const OCHRE: Colours = ['#d79a3b', '#ecbf6f', '#8d5f1d']
const BRICK: Colours = ['#bf5b3d', '#dc8463', '#7a3421']
const NAVY: Colours = ['#2f4b6e', '#5577a0', '#1c2f48']
const STONE: Colours = ['#8b8f88', '#b4b8b0', '#53574f']
const COAL: Colours = ['#3c4145', '#666d72', '#22262a']

const BY_SLUG: Record<string, [Drawing, Colours]> = {
  'pereval-3': [tent, PINE],
  'pereval-lite-2': [lightTent, STONE],
  'brenka-camp-4': [bigTent, NAVY],
  'pereval-iney': [sleepingBag, BRICK],
  'kvarno-polar-700': [sleepingBag, NAVY],
  'pereval-prival-65': [trekPack, PINE],
  'brenka-ridge-30': [backpack, OCHRE],
  'pereval-gorod-22': [cityPack, COAL],
  'kvarno-storm-3l': [jacket, BRICK],
  'kvarno-puff-light': [downJacket, OCHRE],
  'pereval-teplo-200': [jacket, PINE],
  'sturmar-granit-mid': [boots, STONE],
  'sturmar-veter-low': [shoes, BRICK],
  'lumbra-h400': [headTorch, COAL],
  'lumbra-h1200': [headTorch, BRICK],
  'lumbra-cell-10': [powerBank, OCHRE],
  'lumbra-cell-30': [powerBank, COAL],
  'lumbra-sun-21': [solarPanel, NAVY],
  'orvanta-trek-2': [watch, PINE],
  'orvanta-alpa-pro': [watchPro, COAL],
  'ochag-solo': [stove, BRICK],
  'ochag-vikhr': [cooker, OCHRE],
  'protoka-mini': [filter, NAVY],
  'brenka-carbon-3': [poles, COAL],
  'pereval-zima': [flask, PINE],
}

/** A valley in the evening, for the head of the home page. */
export const landscape = (): string =>
  `<svg viewBox="0 0 420 320" aria-hidden="true" focusable="false">${[
    disc(318, 84, 38, '#e9b65c'),
    shape('M0 320 104 118l50 56 74-116 112 142 80-66v186Z', '#9fb7a5'),
    shape('M228 58 196 103l22-6 16 14 14-16 22 10Z', '#f4f1e8'),
    shape('M6 320c44-80 116-128 204-94s150 26 210-20v114Z', '#4f8f72'),
    shape('M0 320c70-66 160-66 250-48s120 8 170-8v56Z', '#2f6b53'),
    `<g transform="translate(206 174) scale(0.62)">${tent(OCHRE)}</g>`,
    [96, 128, 352, 386].map((x, at) => shape(`M${x} ${214 + (at % 2) * 22}l20 56h-40Z`, '#1d4436')).join(''),
  ].join('')}</svg>`

/** The drawing of a product; a pack stands for one that has none of its own. */
export function illustration(slug: string): string {
  const [draw, colours] = BY_SLUG[slug] ?? [backpack, STONE]
  return `<svg viewBox="0 0 200 160" aria-hidden="true" focusable="false">${draw(colours)}</svg>`
}
