{{- define "weir.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{/*
Short enough for the longest suffix. Helm takes names that begin with a digit or have dots; a Service
has neither.
*/}}
{{- define "weir.fullname" -}}
{{- $name := include "weir.name" . }}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) }}
{{- $full = default $full .Values.fullnameOverride | replace "." "-" }}
{{- if regexMatch "^[0-9]" $full }}
{{- $full = printf "weir-%s" $full }}
{{- end }}
{{- $full | trunc 40 | trimSuffix "-" }}
{{- end }}

{{/* What never changes, so that it can select. Takes (list root role); without role: the release. */}}
{{- define "weir.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "weir.name" $root | quote }}
app.kubernetes.io/instance: {{ $root.Release.Name | quote }}
{{- if gt (len .) 1 }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}
{{- end }}

{{- define "weir.labels" -}}
{{- $root := index . 0 -}}
{{ include "weir.selector" . }}
app.kubernetes.io/part-of: weir
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "weir.image" -}}
{{- with .Values.image }}
{{- if .digest }}
{{- printf "%s@%s" .repository .digest }}
{{- else }}
{{- printf "%s:%s" .repository (default $.Chart.AppVersion .tag) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "weir.serviceAccount" -}}
{{- default (include "weir.fullname" .) .Values.serviceAccount.name }}
{{- end }}

{{/* How pods of a role are set: the role's own keys before the common ones. Takes (list root values). */}}
{{- define "weir.pods" -}}
{{- merge (deepCopy (index . 1).pods) (index . 0).Values.pods | toYaml }}
{{- end }}

{{/* none, keda or hpa. Takes a role's values. */}}
{{- define "weir.scaling" -}}
{{- default (dict "mode" "none") .autoscaling | dig "mode" "none" }}
{{- end }}

{{/* Bounds of an autoscaler: never more pods than partitions. Takes (list root key-of-the-role). */}}
{{- define "weir.scalingBounds" -}}
{{- $root := index . 0 }}{{- $key := index . 1 }}{{- $scaling := (index $root.Values $key).autoscaling }}
{{- if gt (int $scaling.minReplicas) (int $scaling.maxReplicas) }}
{{- fail (printf "%s.autoscaling.minReplicas (%v) is above maxReplicas (%v)" $key $scaling.minReplicas $scaling.maxReplicas) }}
{{- end -}}
least: {{ min $scaling.minReplicas $root.Values.setup.partitions }}
most: {{ min $scaling.maxReplicas $root.Values.setup.partitions }}
{{- end }}

{{/* The group by which a role reads, and its topics, as the code has them. Takes (list role values). */}}
{{- define "weir.consumer" -}}
{{- $role := index . 0 }}{{- $config := (index . 1).config -}}
{{- if eq $role "enrich-events" }}
group: {{ default "weir-events" (get $config "application.id") | quote }}
topics: [logs.raw, falco.raw, audit.raw]
{{- else if eq $role "enrich-incidents" }}
group: {{ default "weir-incidents" (get $config "application.id") | quote }}
topics: [events, matches]
{{- else if eq $role "sink-loki" }}
group: {{ default "weir-sink-loki" (get $config "group.id") | quote }}
topics: [events]
{{- else if eq $role "sink-elasticsearch" }}
group: {{ default "weir-sink-elasticsearch" (get $config "group.id") | quote }}
topics: [events, incidents]
{{- end }}
{{- end }}

{{/* How a store is reached, for the role's configuration file. Takes (list store tls credentials). */}}
{{- define "weir.storeConfig" -}}
{{- $store := index . 0 }}{{- $tls := index . 1 }}{{- $credentials := index . 2 -}}
{{- if $tls.caSecret }}
{{ $store }}.tls.ca: /etc/weir/store-ca/ca.crt
{{- end }}
{{- if $tls.clientSecret }}
{{ $store }}.tls.certificate: /etc/weir/store-client/tls.crt
{{ $store }}.tls.key: /etc/weir/store-client/tls.key
{{- end }}
{{- if eq $credentials.kind "basic" }}
{{ $store }}.username: {{ $credentials.username | quote }}
{{ $store }}.password: /etc/weir/store/password
{{- else if ne $credentials.kind "none" }}
{{ $store }}.{{ $credentials.kind }}: /etc/weir/store/{{ $credentials.kind }}
{{- end }}
{{- end }}

{{/* Secrets by the folder of /etc/weir in which a role has them. Takes (list root role values). */}}
{{- define "weir.storeSecrets" -}}
{{- $root := index . 0 }}{{- $role := index . 1 }}{{- $values := index . 2 }}
{{- $secrets := dict }}
{{- if or (hasPrefix "sink-" $role) (and (eq $role "setup") $root.Values.sinkElasticsearch.enabled) }}
{{- $tls := default $root.Values.sinkElasticsearch.tls $values.tls }}
{{- $secrets = dict "store-ca" $tls.caSecret "store-client" $tls.clientSecret "store" $values.credentials.secret }}
{{- if and (eq $values.credentials.kind "none") $values.apiKeySecret }}
{{- $_ := set $secrets "elasticsearch" $values.apiKeySecret }}
{{- end }}
{{- end }}
{{- range $folder, $name := $secrets }}
{{- if $name }}
{{ $folder }}: {{ $name | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* ConfigMaps by the folder of /etc/weir in which a role has them, besides its own and rules. */}}
{{- define "weir.fileMaps" -}}
{{- $root := index . 0 }}{{- $values := index . 2 }}
{{- if eq (index . 1) "enrich-events" }}
{{- if $values.policyConfigMap }}
policy: {{ $values.policyConfigMap | quote }}
{{- end }}
{{- if or $values.formats $values.formatsConfigMap }}
formats: {{ default (printf "%s-formats" (include "weir.fullname" $root)) $values.formatsConfigMap | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* The roles that run for ever and are enabled: name, which is also the sub-command, and key of its values. */}}
{{- define "weir.roles" -}}
{{- range $role, $key := dict "enrich-events" "enrichEvents" "enrich-incidents" "enrichIncidents" "sink-loki" "sinkLoki" "sink-elasticsearch" "sinkElasticsearch" "sink-alertmanager" "sinkAlertmanager" }}
{{- if (index $.Values $key).enabled }}
{{ $role }}: {{ $key }}
{{- end }}
{{- end }}
{{- end }}

{{/* The roles above, and setup. */}}
{{- define "weir.allRoles" -}}
{{ include "weir.roles" . }}
{{- if .Values.setup.enabled }}
setup: setup
{{- end }}
{{- end }}

{{/* The configuration file of a role. Takes (list root role values). */}}
{{- define "weir.config" -}}
{{- $root := index . 0 }}{{- $role := index . 1 }}{{- $values := index . 2 }}
{{- $file := dict "kafka.bootstrap.servers" $root.Values.kafka.bootstrapServers }}
{{- range $key, $value := merge (dict) $values.kafka.properties $root.Values.kafka.properties }}
{{- $_ := set $file (printf "kafka.%s" $key) $value }}
{{- end }}
{{- if ne $role "setup" }}
{{- $file = merge $file (dict "admin.host" "0.0.0.0" "admin.port" 9464) }}
{{- end }}
{{- if eq $role "enrich-events" }}
{{- $file = merge $file (dict "application.id" "weir-events" "threads" $values.threads "pseudonym.keys" "/etc/weir/keys/pseudonym.keys" "event.id.key" "/etc/weir/keys/event-id.key") }}
{{- if $values.policyConfigMap }}
{{- $_ := set $file "policy" "/etc/weir/policy/policy.yaml" }}
{{- else if $values.policy }}
{{- $_ := set $file "policy" "/etc/weir/config/policy.yaml" }}
{{- end }}
{{- if or $values.formats $values.formatsConfigMap }}
{{- $_ := set $file "formats" "/etc/weir/formats" }}
{{- end }}
{{- else if eq $role "enrich-incidents" }}
{{- $file = merge $file (dict "application.id" "weir-incidents" "rules" "/etc/weir/rules" "grace" $values.grace) }}
{{- else if eq $role "sink-loki" }}
{{- $_ := set $file "loki.url" $values.url }}
{{- with $values.tenant }}
{{- $_ := set $file "loki.tenant" . }}
{{- end }}
{{- $file = merge $file (include "weir.storeConfig" (list "loki" $values.tls $values.credentials) | fromYaml) }}
{{- else if eq $role "sink-elasticsearch" }}
{{- $file = merge $file (dict "elasticsearch.url" $values.url "elasticsearch.logs" $values.logs) (include "weir.storeConfig" (list "elasticsearch" $values.tls $values.credentials) | fromYaml) }}
{{- if eq $values.credentials.kind "none" }}
{{- $_ := set $file "elasticsearch.api-key" "/etc/weir/elasticsearch/api-key" }}
{{- end }}
{{- else if eq $role "sink-alertmanager" }}
{{- $file = merge $file (dict "alertmanager.urls" $values.urls) (include "weir.storeConfig" (list "alertmanager" $values.tls $values.credentials) | fromYaml) }}
{{- else if eq $role "setup" }}
{{- $file = merge $file (dict "topics.partitions" $values.partitions "topics.replication" $values.replication) }}
{{- if $root.Values.sinkElasticsearch.enabled }}
{{- $file = merge $file (dict "elasticsearch.url" $root.Values.sinkElasticsearch.url) (include "weir.storeConfig" (list "elasticsearch" $root.Values.sinkElasticsearch.tls $values.credentials) | fromYaml) }}
{{- if eq $values.credentials.kind "none" }}
{{- $_ := set $file "elasticsearch.api-key" "/etc/weir/elasticsearch/api-key" }}
{{- end }}
{{- end }}
{{- end }}
{{- merge (dict) $values.config $file | toYaml }}
{{- end }}

{{/* What a role's ConfigMap holds. Takes (list root role values). */}}
{{- define "weir.configData" -}}
{{- $values := index . 2 -}}
weir.yaml: |
  {{- include "weir.config" . | nindent 2 }}
{{- if and (eq (index . 1) "enrich-events") $values.policy }}
policy.yaml: |
  {{- $values.policy | nindent 2 }}
{{- end }}
{{- end }}

{{/*
Where Fluent Bit's objects are: with its pods, else in the release's namespace, whatever other agents
are on. Falco's are always with its pods.
*/}}
{{- define "weir.fluentBitNamespace" -}}
{{- if .Values.fluentBit.daemonSet }}{{ .Values.agents.namespace.name }}{{ else }}{{ .Release.Namespace }}{{ end }}
{{- end }}

{{/* The files of Falco's container: of this chart's, or of one installed as its own chart does. */}}
{{- define "weir.falcoLogs" -}}
/var/log/containers/
{{- if .Values.falco.enabled -}}
{{ include "weir.fullname" . }}-falco-*_{{ .Values.agents.namespace.name }}_falco-*.log
{{- else -}}
falco-*_falco_falco-*.log
{{- end }}
{{- end }}

{{/* The pod of a role. Takes (list root role values). */}}
{{- define "weir.pod" -}}
{{- $root := index . 0 }}{{- $role := index . 1 }}{{- $values := index . 2 }}
{{- $kafkaSecrets := concat $root.Values.kafka.secrets $values.kafka.secrets | uniq }}
{{- $storeSecrets := include "weir.storeSecrets" . | fromYaml }}
{{- $fileMaps := include "weir.fileMaps" . | fromYaml }}
{{- $pods := include "weir.pods" (list $root $values) | fromYaml -}}
metadata:
  labels:
    {{- include "weir.labels" (list $root $role) | nindent 4 }}
    {{- with $pods.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/config: {{ include "weir.configData" . | sha256sum | quote }}
    {{- with $pods.annotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "weir.serviceAccount" $root | quote }}
  automountServiceAccountToken: {{ $root.Values.serviceAccount.automountToken }}
  enableServiceLinks: false
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . | quote }}
    {{- end }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  {{- with $pods.priorityClassName }}
  priorityClassName: {{ . | quote }}
  {{- end }}
  terminationGracePeriodSeconds: {{ $pods.terminationGracePeriodSeconds }}
  {{- if eq $role "setup" }}
  restartPolicy: Never
  {{- else }}
  topologySpreadConstraints:
    {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "weir.selector" (list $root $role) | nindent 10 }}
    {{- end }}
  {{- end }}
  {{- with $pods.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $pods.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $pods.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: weir
      image: {{ include "weir.image" $root | quote }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args:
        {{- range splitList "-" $role }}
        - {{ . }}
        {{- end }}
        - --config
        - /etc/weir/config/weir.yaml
      env:
        - name: JAVA_TOOL_OPTIONS
          value: {{ $pods.javaOptions | quote }}
        {{- with $pods.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- if ne $role "setup" }}
      ports:
        - name: metrics
          containerPort: 9464
      startupProbe:
        httpGet:
          path: /health/live
          port: metrics
        periodSeconds: 5
        failureThreshold: 24
      livenessProbe:
        httpGet:
          path: /health/live
          port: metrics
        periodSeconds: 15
        timeoutSeconds: 5
        failureThreshold: 4
      readinessProbe:
        httpGet:
          path: /health/ready
          port: metrics
        periodSeconds: 10
        timeoutSeconds: 5
      {{- end }}
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        - name: config
          mountPath: /etc/weir/config
          readOnly: true
        {{- if eq $role "enrich-events" }}
        - name: keys
          mountPath: /etc/weir/keys
          readOnly: true
        {{- end }}
        {{- if eq $role "enrich-incidents" }}
        - name: rules
          mountPath: /etc/weir/rules
          readOnly: true
        {{- end }}
        {{- range $folder, $_ := merge (dict) $fileMaps $storeSecrets }}
        - name: {{ $folder }}
          mountPath: /etc/weir/{{ $folder }}
          readOnly: true
        {{- end }}
        {{- range $i, $name := $kafkaSecrets }}
        - name: kafka-{{ $i }}
          mountPath: /etc/weir/kafka/{{ $name }}
          readOnly: true
        {{- end }}
        {{- with $pods.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    {{- with $pods.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: 256Mi
    - name: config
      configMap:
        name: {{ include "weir.fullname" $root }}-{{ $role }}
    {{- if eq $role "enrich-events" }}
    - name: keys
      secret:
        secretName: {{ $values.keysSecret | quote }}
        defaultMode: 0440
    {{- end }}
    {{- if eq $role "enrich-incidents" }}
    - name: rules
      projected:
        sources:
          {{- if or $values.shippedRules $values.rules }}
          - configMap:
              name: {{ include "weir.fullname" $root }}-rules
          {{- end }}
          {{- with $values.rulesConfigMap }}
          - configMap:
              name: {{ . | quote }}
          {{- end }}
    {{- end }}
    {{- range $folder, $name := $fileMaps }}
    - name: {{ $folder }}
      configMap:
        name: {{ $name | quote }}
    {{- end }}
    {{- range $folder, $name := $storeSecrets }}
    - name: {{ $folder }}
      secret:
        secretName: {{ $name | quote }}
        defaultMode: 0440
    {{- end }}
    {{- range $i, $name := $kafkaSecrets }}
    - name: kafka-{{ $i }}
      secret:
        secretName: {{ $name | quote }}
        defaultMode: 0440
    {{- end }}
    {{- with $pods.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
