import { type ComponentChildren, h } from 'preact'
import { parse } from './safe-html.tsx'

const SHAPES = /^(svg|g|path|circle|rect|ellipse|line|polyline|polygon)$/
const FACTS = /^(viewBox|d|points|transform|(fill|stroke)(-[a-z]+)?|[cr]?[xyr]|[xy][12]|width|height)$/

/** The shop's mark: an inline SVG is rebuilt from plain shapes, nothing else of it is taken. */
export function Logo({ svg }: { svg: string }) {
  if (!svg.startsWith('<svg')) return null
  const { documentElement } = parse(svg, 'image/svg+xml')
  return SHAPES.test(documentElement.localName) ? (
    <span class="logo" aria-hidden="true">
      {shape(documentElement)}
    </span>
  ) : null
}

function shape(node: Element): ComponentChildren {
  const facts = [...node.attributes]
    .filter(({ name, value }) => FACTS.test(name) && !value.includes('url('))
    .map(({ name, value }) => [name, value])
  return h(
    node.localName,
    Object.fromEntries(facts),
    [...node.children].filter((child) => SHAPES.test(child.localName)).map(shape),
  )
}
