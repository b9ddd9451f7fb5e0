/** The SKU that the page's own JSON-LD names for its one product; null where there is none or more than one. */
export function productOfPage(page: ParentNode): { sku: string; name: string } | null {
  const found: { sku: string; name: string }[] = []
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    try {
      collect(JSON.parse(script.textContent ?? ''), found, 0)
    } catch {
      // Not ours to mend.
    }
  }
  return found.length === 1 ? found[0]! : null
}

function collect(node: unknown, found: { sku: string; name: string }[], depth: number) {
  if (typeof node !== 'object' || node === null || depth > 4) return
  if (Array.isArray(node)) {
    for (const one of node) collect(one, found, depth + 1)
    return
  }
  const { '@type': type, '@graph': graph, sku, name } = node as Record<string, unknown>
  if ([type].flat().includes('Product') && typeof sku === 'string' && sku.length <= 100) {
    found.push({ sku, name: typeof name === 'string' ? name : sku })
  }
  collect(graph, found, depth + 1)
}
