"""The garbage collector has much to look at and is called again and again, with pauses between: half of the time it runs."""
import gc, time, _truth
gc.disable()
kept = [[each] for each in range(1_500_000)]
_truth.start("collecting")
while True:
    began = time.monotonic()
    gc.collect()
    time.sleep(time.monotonic() - began)
