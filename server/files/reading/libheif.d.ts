/** The part of libheif's own interface that is used; its package declares only its older build. */
declare module 'libheif-js/wasm-bundle.js' {
  interface HeicImage {
    get_width(): number
    get_height(): number
    display(to: { data: Uint8ClampedArray; width: number; height: number }, done: (shown: object | null) => void): void
    free(): void
  }
  const libheif: { HeifDecoder: new () => { decode(bytes: Uint8Array): HeicImage[] } }
  export default libheif
}
