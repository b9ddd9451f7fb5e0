import { LineField } from '../look/shop-fields.tsx'
import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'

type Orders = Site['orders']

/** Where an operator opens an order, and whom we ask what has become of it. */
export function OrderFields(props: {
  orders: Orders
  /** What the server said of single fields, by their names. */
  problems: Readonly<Record<string, string>>
  onChange: (orders: Orders) => void
}) {
  return (
    <>
      <LineField
        label={t('order.linkTo')}
        hint={t('order.linkToHint', { place: '{orderNumber}' })}
        name="orders.link"
        value={props.orders.link}
        most={500}
        placeholder="https://shop.example/admin/orders/{orderNumber}"
        problems={props.problems}
        onChange={(link) => props.onChange({ ...props.orders, link })}
      />
      <LineField
        label={t('order.hook')}
        hint={t('order.hookHint')}
        name="orders.hook"
        type="url"
        value={props.orders.hook}
        most={500}
        placeholder="https://shop.example/firstline/order"
        problems={props.problems}
        onChange={(hook) => props.onChange({ ...props.orders, hook })}
      />
    </>
  )
}
