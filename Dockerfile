# One image for web, worker, beat and the one-off `migrate`.
FROM python:3.12-slim AS build
WORKDIR /app
COPY pyproject.toml requirements.txt ./
# The lock holds the tools of development too; as constraints it pins, with hashes, only what production needs.
RUN pip install --no-cache-dir uv==0.13.8 \
    && uv venv /venv \
    && uv pip install --python /venv/bin/python --no-cache --verify-hashes --constraint requirements.txt -r pyproject.toml

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/app/staticfiles
RUN useradd --system --create-home recovery
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py ./
COPY recovery recovery
COPY intake intake
COPY treatment treatment
COPY aftercare aftercare
COPY templates templates
COPY static static
# Static files need settings, none of which is secret or kept.
RUN SECRET_KEY=collectstatic PUBLIC_URL=https://localhost DATABASE_URL=postgres:/// REDIS_URL=redis:// EMAIL_URL=smtp:// \
    python manage.py collectstatic --no-input
USER recovery
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8000/healthz', timeout=3)"]
CMD ["gunicorn", "recovery.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket"]
