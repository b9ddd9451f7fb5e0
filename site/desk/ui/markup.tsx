import { useEffect, useRef } from 'preact/hooks'

/** The one place of the desk that turns text into markup: our own icons, and HTML that the library's renderer has made safe. */
interface MarkupPolicy {
  createHTML(text: string): unknown
}
const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: MarkupPolicy): MarkupPolicy } })
  .trustedTypes
const policy: MarkupPolicy = factory?.createPolicy('firstline-desk', { createHTML: (text) => text }) ?? {
  createHTML: (text) => text,
}

const markup = (text: string) => ({ __html: policy.createHTML(text) as string })

/** HTML of an answer as visitors see it, made by the server's sanitizing renderer. Never given visitor text. */
export function SafeHtml({ html, class: name = 'prose' }: { html: string; class?: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A look at an answer never leads away from the desk and what is being written there.
    for (const link of box.current?.querySelectorAll('a') ?? []) {
      link.target = '_blank'
      link.rel = 'noopener'
    }
  }, [html])
  return <div class={name} ref={box} dangerouslySetInnerHTML={markup(html)} />
}

/** An inlined lucide icon; decorative unless it is named. */
export function Svg({ source, label }: { source: string; label?: string | undefined }) {
  const named = label ? { role: 'img' as const, 'aria-label': label } : { 'aria-hidden': true }
  return <span class="icon" {...named} dangerouslySetInnerHTML={markup(source)} />
}
