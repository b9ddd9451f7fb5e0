import { type ComponentChildren, h } from 'preact'
import { type Markup, parseMarkup } from './searching/markup.ts'

const SHAPES = /^(svg|g|path|circle|rect|ellipse|line|polyline|polygon)$/
const FACTS = /^(viewBox|d|points|transform|(fill|stroke)(-[a-z]+)?|[cr]?[xyr]|[xy][12]|width|height)$/

/** The shop's mark: an inline SVG is rebuilt from plain shapes, nothing else of it is taken. */
export function Logo({ svg }: { svg: string }) {
  return svg.startsWith('<svg') ? (
    <span class="logo" aria-hidden="true">
      {parseMarkup(svg).map(shape)}
    </span>
  ) : null
}

function shape(node: Markup): ComponentChildren {
  if (typeof node === 'string' || !SHAPES.test(node.name)) return null
  const facts = Object.entries(node.facts).filter(([name, value]) => FACTS.test(name) && !value.includes('url('))
  return h(node.name, Object.fromEntries(facts), node.inside.map(shape))
}
