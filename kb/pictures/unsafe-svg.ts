/** A drawing that is shown with our pages holds nothing that runs, loads or links. */
export function unsafeSvg(svg: string): boolean {
  return (
    !/^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/i.test(svg) ||
    /<(script|foreignObject|iframe|image|use|a|style|animate|set)\b|\son\w+\s*=|(href|src)\s*=|javascript:|data:|<!ENTITY|url\(\s*['"]?(?!#)/i.test(
      svg,
    )
  )
}
