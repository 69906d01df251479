-- Sends the requests of a file in its order, from one of its lines on: path, language, entity tag.
-- Arguments: the file, the line, the host, and "conditional" to say that the bytes are there already.

local requests, place = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local path, language, tag = line:match("([^\t]*)\t([^\t]*)\t([^\t]*)")
    local headers = {
      ["Host"] = args[3],
      ["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      ["Accept-Encoding"] = "gzip, deflate, br, zstd",
      ["Accept-Language"] = language,
    }
    if args[4] == "conditional" then
      headers["If-None-Match"] = tag
    end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
  place = tonumber(args[2]) % #requests
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "bytes": %d, "us": %d, "p50_us": %d, "p99_us": %d, "failed": %d}\n',
    summary.requests, summary.bytes, summary.duration, latency:percentile(50), latency:percentile(99),
    failed.connect + failed.read + failed.write + failed.status + failed.timeout
  ))
end
