# The program with its screens inside: one binary on a small base.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# cgo, because SQLite is C; glibc stays shared, so the base below has it.
RUN CGO_ENABLED=1 go build -trimpath -buildvcs=false -tags sqlite_omit_load_extension -ldflags="-s -w" -o /out/pingyi ./app/pingyi \
 && mkdir -p /out/data /out/keys

FROM debian:bookworm-slim
RUN groupadd --gid 10001 pingyi \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin pingyi
COPY --from=build /out/pingyi /usr/local/bin/pingyi
# Two volumes, because the keys must not be in the backups of the data.
COPY --from=build --chown=10001:10001 --chmod=0700 /out/data /data
COPY --from=build --chown=10001:10001 --chmod=0700 /out/keys /keys
VOLUME ["/data", "/keys"]
ENV PINGYI_LISTEN=0.0.0.0:8080 \
    PINGYI_DIR=/data \
    PINGYI_KEYS_DIR=/keys
# PINGYI_BASE_URL must be given: it is the address on the cards.
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s --retries=3 CMD ["pingyi", "health"]
ENTRYPOINT ["pingyi"]
CMD ["serve"]
