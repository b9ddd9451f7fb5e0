;; How alike a question and each of `count` rows are. A row is `size` bytes apart from the next: its scale (float32), room for
;; the likeness, eight bytes of nothing, then `numbers` of it as int8 (a multiple of sixteen). The question is int16. The product
;; of both, times the two scales, is written into the room.
(module
  (import "held" "memory" (memory 1))
  (func (export "compare")
    (param $question i32) (param $scale f32) (param $numbers i32) (param $row i32) (param $size i32) (param $count i32)
    (local $at i32) (local $q i32) (local $end i32) (local $sum v128) (local $bytes v128)
    (if (i32.eqz (local.get $count)) (then (return)))
    (loop $rows
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (local.set $at (i32.add (local.get $row) (i32.const 16)))
      (local.set $end (i32.add (local.get $at) (local.get $numbers)))
      (local.set $q (local.get $question))
      (loop $sixteen
        (local.set $bytes (v128.load (local.get $at)))
        (local.set $sum
          (i32x4.add
            (local.get $sum)
            (i32x4.add
              (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $bytes)) (v128.load (local.get $q)))
              (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $bytes)) (v128.load offset=16 (local.get $q))))))
        (local.set $q (i32.add (local.get $q) (i32.const 32)))
        (br_if $sixteen (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
      (f32.store offset=4
        (local.get $row)
        (f32.mul
          (f32.mul (f32.load (local.get $row)) (local.get $scale))
          (f32.convert_i32_s
            (i32.add
              (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
              (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))))
      (local.set $row (i32.add (local.get $row) (local.get $size)))
      (br_if $rows (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
