-- Puts "<namespace>/<pod>" in the top-level field that out_kafka uses as message key
-- (message_key_field looks only at top-level string fields). When the metadata lookup failed the
-- two are taken from the tag, <prefix>.var.log.containers.<pod>_<namespace>_<container>-<id>.log,
-- so that all lines of a pod have one key, and the tag is kept: it names the container too.
function partition_key(tag, timestamp, record)
  local k = record["kubernetes"]
  if type(k) == "table" and k["namespace_name"] ~= nil and k["pod_name"] ~= nil then
    record["kafka_key"] = k["namespace_name"] .. "/" .. k["pod_name"]
  else
    local pod, namespace = string.match(tag, "var%.log%.containers%.([^_]+)_([^_]+)_")
    record["kafka_key"] = pod and (namespace .. "/" .. pod) or tag
    record["filename"] = tag
  end
  return 2, timestamp, record   -- 2: keep the original time
end
