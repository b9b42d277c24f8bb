"""A small order service that stalls in the two ways of a well-known article on thread exhaustion: a coroutine that blocks the event
loop, and twenty blocking tasks for a pool of four threads. Standard library only. It ends by itself after DURATION (60) seconds."""
import asyncio
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

reports = ThreadPoolExecutor(max_workers=4, thread_name_prefix="reports")


def fetch_exchange_rates():
    time.sleep(1.5)  # a synchronous client, called from a coroutine: nothing else can run on the loop


async def create_invoice():
    fetch_exchange_rates()


async def invoices():
    while True:
        await asyncio.create_task(create_invoice(), name="POST /invoice")
        await asyncio.sleep(0.5)


def render_report(number):
    time.sleep(1.0)  # the blocking work that was rightly given to a pool, twenty at once to four threads
    return number


def report_requests():
    while True:
        for future in [reports.submit(render_report, number) for number in range(20)]:
            future.result()


async def main():
    threading.Timer(float(os.environ.get("DURATION", "60")), os._exit, (0,)).start()
    threading.Thread(target=report_requests, name="report-requests", daemon=True).start()
    print(f"service {os.getpid()} is up", flush=True)
    await invoices()


asyncio.run(main())
