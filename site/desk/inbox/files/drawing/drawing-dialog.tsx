import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../../../texts.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Banner, Choice } from '../../../ui/parts.tsx'
import { middleOf, movedPoint, placeOf } from './point-moves.ts'
import { isMark, lineWidth, paint, type Point, type Stroke, type Tool } from './strokes.ts'

export interface DrawingProps {
  picture: Blob
  /** null: left as it was. */
  onDone: (drawn: Blob | null) => void
}

/** Nobody looks at more, and it has to be sent. */
const LONGEST_SIDE = 2_400
const QUALITY = 0.9

/** Arrow, frame and pencil on a picture before it is sent, by hand or by keys. What comes out is a picture; the first one stays as it was. */
export function DrawingDialog({ picture, onDone }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const opened = useSignal<{ bitmap: ImageBitmap; width: number; height: number } | null>(null)
  const isUnreadable = useSignal(false)
  const tool = useSignal<Tool>('arrow')
  const strokes = useSignal<readonly Stroke[]>([])
  const under = useSignal<Stroke | null>(null)
  /** Where keys stand on the picture; null: nobody draws by keys. */
  const point = useSignal<Point | null>(null)
  const hintId = useId()

  useEffect(() => {
    let gone = false
    createImageBitmap(picture).then(
      (bitmap) => {
        const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
        const size = { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) }
        if (!gone) opened.value = { bitmap, ...size }
      },
      () => {
        isUnreadable.value = true
      },
    )
    return () => {
      gone = true
      opened.peek()?.bitmap.close()
    }
  }, [picture])
  useEffect(() => {
    const [now, at] = [opened.value, canvas.current?.getContext('2d')]
    if (now && at) paint(at, now.bitmap, [...strokes.value, ...(under.value ? [under.value] : [])], now)
  }, [opened.value, strokes.value, under.value])

  function pointOf({ clientX, clientY }: PointerEvent): Point {
    const box = canvas.current?.getBoundingClientRect()
    const size = opened.peek()
    if (!box || !size) return { x: 0, y: 0 }
    return {
      x: ((clientX - box.left) / box.width) * size.width,
      y: ((clientY - box.top) / box.height) * size.height,
    }
  }
  function end(): void {
    const [stroke, size] = [under.peek(), opened.peek()]
    under.value = null
    if (stroke && size && isMark(stroke, lineWidth(size))) strokes.value = [...strokes.peek(), stroke]
  }
  const undo = () => (strokes.value = strokes.peek().slice(0, -1))
  function byKey(event: KeyboardEvent): void {
    const size = opened.peek()
    if (!size || event.ctrlKey || event.metaKey || event.altKey) return
    const from = point.peek() ?? middleOf(size)
    const stroke = under.peek()
    const moved = movedPoint(from, { key: event.key, isFine: event.shiftKey }, size)
    if (moved) {
      point.value = moved
      if (stroke) under.value = { ...stroke, points: [...stroke.points, moved] }
    } else if (event.key === 'Enter' || event.key === ' ') {
      point.value = from
      if (stroke) end()
      else under.value = { tool: tool.peek(), points: [from] }
    } else if (event.key === 'Escape' && stroke) under.value = null
    else if (event.key === 'Backspace' && !stroke) undo()
    else return
    event.preventDefault()
  }
  const at = opened.value && point.value ? placeOf(point.value, opened.value) : null
  const type = picture.type === 'image/png' ? 'image/png' : 'image/jpeg'
  return (
    <Dialog title={t('draw.title')} wide class="drawing" onClose={() => onDone(null)}>
      {isUnreadable.value ? <Banner tone="bad">{t('draw.failed')}</Banner> : null}
      <div class="form-buttons">
        <Choice<Tool>
          label={t('draw.tool')}
          value={tool.value}
          options={[
            { value: 'arrow', text: t('draw.arrow') },
            { value: 'box', text: t('draw.box') },
            { value: 'free', text: t('draw.free') },
          ]}
          onChoose={(chosen) => (tool.value = chosen)}
        />
        <button type="button" class="button" disabled={strokes.value.length === 0} onClick={undo}>
          <Icon name="rotate" /> {t('draw.undo')}
        </button>
        <button
          type="button"
          class="button button-main"
          disabled={strokes.value.length === 0}
          onClick={() => canvas.current?.toBlob((drawn) => onDone(drawn), type, QUALITY)}
        >
          {t('draw.done')}
        </button>
      </div>
      <p id={hintId} class="field-hint">
        {t('draw.keys')}
      </p>
      {opened.value ? (
        <div
          class="drawing-paper"
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is moved about in by keys
          tabIndex={0}
          aria-label={t('draw.canvas')}
          aria-describedby={hintId}
          onKeyDown={byKey}
        >
          <canvas
            ref={canvas}
            width={opened.value.width}
            height={opened.value.height}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              point.value = null
              under.value = { tool: tool.value, points: [pointOf(event)] }
            }}
            onPointerMove={(event) => {
              const stroke = under.peek()
              if (stroke && !point.peek()) under.value = { ...stroke, points: [...stroke.points, pointOf(event)] }
            }}
            onPointerUp={end}
            onPointerCancel={() => (under.value = null)}
          />
          {point.value ? (
            <span
              class="drawing-point"
              style={{
                left: `${(point.value.x / opened.value.width) * 100}%`,
                top: `${(point.value.y / opened.value.height) * 100}%`,
              }}
            />
          ) : null}
        </div>
      ) : null}
      <p role="status" class="unseen">
        {at ? t(under.value ? 'draw.to' : 'draw.at', { left: at.left, top: at.top }) : ''}
      </p>
    </Dialog>
  )
}
