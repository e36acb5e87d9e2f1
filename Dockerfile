# Planatlas in a small image: the page, then the program, then nothing else.
# The steps are run one by one in a scratch folder by deploy_test.go; no image
# is built there.
FROM node:20.20-bookworm-slim AS page
WORKDIR /src/ui
COPY ui/package.json ui/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY ui/ ./
RUN npm run build

FROM golang:1.26-bookworm AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=page /src/ui/dist ui/dist
# Positions of the shipped plan, so that the first page need not wait for them.
RUN go run . prepare seeds/computed
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -buildid=" -o /out/planatlas .

FROM scratch
COPY --from=program /out/planatlas /planatlas
USER 65534:65534
EXPOSE 8080
# Inside a container loopback reaches nobody; the compose file publishes the
# port on the host's loopback only.
ENTRYPOINT ["/planatlas"]
CMD ["serve", "--addr", "0.0.0.0:8080"]
