# The program with its screens inside: one binary on a small base.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# cgo, because SQLite is C; glibc stays shared, so the base below has it.
# timetzdata: the base has no time zones, and the lines of the log are in that of TZ. What people read is
# on Beijing time without either.
RUN CGO_ENABLED=1 go build -trimpath -buildvcs=false -tags sqlite_omit_load_extension,timetzdata -ldflags="-s -w" -o /out/pingyi ./app/pingyi

FROM debian:bookworm-slim
# Two volumes, because the keys must not be in the backups of the data.
RUN groupadd --gid 10001 pingyi \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin pingyi \
 && install -d -o 10001 -g 10001 -m 0700 /data /keys
COPY --from=build /out/pingyi /usr/local/bin/pingyi
VOLUME ["/data", "/keys"]
ENV PINGYI_LISTEN=0.0.0.0:8080 \
    PINGYI_DIR=/data \
    PINGYI_KEYS_DIR=/keys \
    TZ=Asia/Shanghai
# PINGYI_BASE_URL must be given: it is the address on the cards.
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
# Alive, not well: a full disk is no reason to start again.
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s --retries=3 CMD ["pingyi", "health", "-alive"]
ENTRYPOINT ["pingyi"]
CMD ["serve"]
