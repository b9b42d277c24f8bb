"""Django under ASGI (uvicorn): synchronous views share one thread, 16 clients wait for it. Culprit line: orm_query()."""
import os, time, _service, _truth, django, uvicorn
from django.conf import settings
settings.configure(DEBUG=False, SECRET_KEY="target", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], LOGGING_CONFIG=None, MIDDLEWARE=[])
from django.core.asgi import get_asgi_application
from django.http import HttpResponse
from django.urls import path

def orm_query(): time.sleep(0.2)                       # CULPRIT

def orders(request): orm_query(); return HttpResponse("orders")

urlpatterns = [path("orders", orders)]
port = _service.free_port()
django_application = get_asgi_application()

async def application(scope, receive, send):
    if scope["type"] == "http": return await django_application(scope, receive, send)
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown": return
        _service.helper(f"http://127.0.0.1:{port}/orders", 16)
        _truth.start("django_asgi", culprit="orm_query", pool=1)

uvicorn.run(application, host="127.0.0.1", port=port, loop=os.environ.get("LOOP", "asyncio"), log_level="error")
