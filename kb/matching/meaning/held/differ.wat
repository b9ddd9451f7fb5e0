;; In how many bits each of `count` rows differs from the question: written to `differences` (int16), and counted in `counts`
;; (int32), how many rows differ in so many. Rows are `bytes` of bits (a multiple of sixteen), as many as the question has.
(module
  (import "held" "memory" (memory 1))
  (func (export "differ")
    (param $question i32) (param $bytes i32) (param $counts i32) (param $differences i32) (param $row i32) (param $count i32)
    (local $q i32) (local $end i32) (local $sum v128) (local $differs i32)
    (if (i32.eqz (local.get $count)) (then (return)))
    (loop $rows
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (local.set $end (i32.add (local.get $row) (local.get $bytes)))
      (local.set $q (local.get $question))
      (loop $sixteen
        (local.set $sum
          (i16x8.add
            (local.get $sum)
            (i16x8.extadd_pairwise_i8x16_u
              (i8x16.popcnt (v128.xor (v128.load (local.get $row)) (v128.load (local.get $q)))))))
        (local.set $q (i32.add (local.get $q) (i32.const 16)))
        (br_if $sixteen (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 16))) (local.get $end))))
      (local.set $sum (i32x4.extadd_pairwise_i16x8_u (local.get $sum)))
      (local.set $differs
        (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
          (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
      (i32.store16 (local.get $differences) (local.get $differs))
      (local.set $differences (i32.add (local.get $differences) (i32.const 2)))
      (local.set $differs (i32.add (local.get $counts) (i32.shl (local.get $differs) (i32.const 2))))
      (i32.store (local.get $differs) (i32.add (i32.load (local.get $differs)) (i32.const 1)))
      (br_if $rows (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
