{{- define "weir.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "weir.fullname" -}}
{{- $name := include "weir.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What never changes, so that it can select. Takes (list root role); without role: the release. */}}
{{- define "weir.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "weir.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
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
{{- if $values.policy }}
{{- $_ := set $file "policy" "/etc/weir/config/policy.yaml" }}
{{- end }}
{{- else if eq $role "enrich-incidents" }}
{{- $file = merge $file (dict "application.id" "weir-incidents" "rules" "/etc/weir/rules" "grace" $values.grace) }}
{{- else if eq $role "sink-loki" }}
{{- $_ := set $file "loki.url" $values.url }}
{{- with $values.tenant }}
{{- $_ := set $file "loki.tenant" . }}
{{- end }}
{{- else if eq $role "sink-elasticsearch" }}
{{- $file = merge $file (dict "elasticsearch.url" $values.url "elasticsearch.api-key" "/etc/weir/elasticsearch/api-key" "elasticsearch.logs" $values.logs) }}
{{- else if eq $role "sink-alertmanager" }}
{{- $_ := set $file "alertmanager.urls" $values.urls }}
{{- else if eq $role "setup" }}
{{- $file = merge $file (dict "topics.partitions" $values.partitions "topics.replication" $values.replication) }}
{{- if $root.Values.sinkElasticsearch.enabled }}
{{- $file = merge $file (dict "elasticsearch.url" $root.Values.sinkElasticsearch.url "elasticsearch.api-key" "/etc/weir/elasticsearch/api-key") }}
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

{{/* Name of the Secret with a role's key for Elasticsearch, or nothing. Takes (list root role values). */}}
{{- define "weir.apiKeySecret" -}}
{{- $root := index . 0 }}
{{- if or (eq (index . 1) "sink-elasticsearch") (and (eq (index . 1) "setup") $root.Values.sinkElasticsearch.enabled) }}
{{- (index . 2).apiKeySecret }}
{{- end }}
{{- end }}

{{/* The pod of a role. Takes (list root role values). */}}
{{- define "weir.pod" -}}
{{- $root := index . 0 }}{{- $role := index . 1 }}{{- $values := index . 2 }}
{{- $kafkaSecrets := concat $root.Values.kafka.secrets $values.kafka.secrets | uniq }}
{{- $apiKeySecret := include "weir.apiKeySecret" . -}}
metadata:
  labels:
    {{- include "weir.labels" (list $root $role) | nindent 4 }}
    {{- with $root.Values.pods.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/config: {{ include "weir.configData" . | sha256sum }}
    {{- with $root.Values.pods.annotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "weir.fullname" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
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
  {{- with $root.Values.pods.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  terminationGracePeriodSeconds: {{ $root.Values.pods.terminationGracePeriodSeconds }}
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
  {{- with $root.Values.pods.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.pods.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: weir
      image: {{ include "weir.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args:
        {{- range splitList "-" $role }}
        - {{ . }}
        {{- end }}
        - --config
        - /etc/weir/config/weir.yaml
      env:
        - name: JAVA_TOOL_OPTIONS
          value: {{ $root.Values.pods.javaOptions | quote }}
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
        {{- if $apiKeySecret }}
        - name: elasticsearch
          mountPath: /etc/weir/elasticsearch
          readOnly: true
        {{- end }}
        {{- range $i, $name := $kafkaSecrets }}
        - name: kafka-{{ $i }}
          mountPath: /etc/weir/kafka/{{ $name }}
          readOnly: true
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
        secretName: {{ $values.keysSecret }}
        defaultMode: 0440
    {{- end }}
    {{- if eq $role "enrich-incidents" }}
    - name: rules
      configMap:
        name: {{ default (printf "%s-rules" (include "weir.fullname" $root)) $values.rulesConfigMap }}
    {{- end }}
    {{- with $apiKeySecret }}
    - name: elasticsearch
      secret:
        secretName: {{ . }}
        defaultMode: 0440
    {{- end }}
    {{- range $i, $name := $kafkaSecrets }}
    - name: kafka-{{ $i }}
      secret:
        secretName: {{ $name }}
        defaultMode: 0440
    {{- end }}
{{- end }}
