import { useEffect, useRef } from 'preact/hooks'

interface Props {
  /** Null: nothing that can be drawn. */
  source: () => Promise<ImageBitmap | null>
  /** Drawn again when it changes. */
  name: string
  label?: string
  /** Room kept for it, in pixels of the picture. */
  width?: number
  height?: number
  failed?: () => void
}

/** A picture on a canvas: the page around may forbid pictures of other origins, and addresses of bytes. Waits until it is near the screen. */
export function Drawn({ source, name, label, width, height, failed }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current!
    let gone = false
    const draw = async () => {
      const picture = await source()
      if (gone) return
      if (!picture) return failed?.()
      element.width = picture.width
      element.height = picture.height
      element.getContext('2d')!.drawImage(picture, 0, 0)
    }
    const watch = new IntersectionObserver(([seen]) => {
      if (!seen?.isIntersecting) return
      watch.disconnect()
      void draw()
    })
    watch.observe(element)
    return () => {
      gone = true
      watch.disconnect()
    }
  }, [name])
  return (
    <canvas
      ref={canvas}
      {...(width && height && { width, height })}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' })}
    />
  )
}
