{{/* Whom a pod belongs to: what selectors and policies look for. Call with (dict "root" $ "component" "intake-service"). */}}
{{- define "opinion-loop.selector" -}}
app.kubernetes.io/name: opinion-loop
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "opinion-loop.labels" -}}
{{ include "opinion-loop.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "opinion-loop.fullname" -}}
{{- if eq .root.Release.Name "opinion-loop" -}}{{ .component }}{{- else -}}{{ .root.Release.Name }}-{{ .component }}{{- end -}}
{{- end }}

{{/* What pods of all services have in common, but their container. */}}
{{- define "opinion-loop.pod" -}}
serviceAccountName: {{ include "opinion-loop.fullname" (dict "root" .root "component" "services") }}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: 40
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "opinion-loop.container-security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "opinion-loop.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "opinion-loop.selector" . | nindent 8 }}
{{- end }}

{{/* What the chart itself sets; called with what "container" is called with. */}}
{{- define "opinion-loop.env" -}}
- {name: PORT, value: "8080"}
- {name: SERVER_ADDRESS, value: 0.0.0.0}
- {name: KAFKA_BOOTSTRAP_SERVERS, value: {{ .root.Values.kafka.bootstrapServers | quote }}}
- {name: JDK_JAVA_OPTIONS, value: "-XX:MaxRAMPercentage={{ .heap }}"}
{{- with .root.Values.logs.format }}
- {name: OPINION_LOOP_LOG_FORMAT, value: {{ . | quote }}}
{{- end }}
{{- with .root.Values.traces }}
{{- if .endpoint }}
- {name: OPINION_LOOP_OTLP_ENDPOINT, value: {{ .endpoint | quote }}}
- {name: OPINION_LOOP_TRACE_SAMPLING, value: {{ .sampling | quote }}}
{{- end }}
{{- end }}
- {name: SPRING_CONFIG_IMPORT, value: {{ .imports | quote }}}
{{- with .env }}
{{- . | nindent 0 }}
{{- end }}
{{- end }}

{{/* Call with root, component, heap, resources, imports (list of files), env and mounts (YAML, may be empty), extraEnv (list, may be empty). */}}
{{- define "opinion-loop.container" -}}
{{- $component := .component }}
{{- $own := include "opinion-loop.env" . | fromYamlArray }}
{{- range $extra := .extraEnv }}
{{- range $own }}
{{- if eq .name $extra.name }}
{{- fail (printf "%s.extraEnv: %s (expected: none that the chart sets itself, from other values)" (trimSuffix "-service" $component) .name) }}
{{- end }}
{{- end }}
{{- end -}}
- name: {{ .component }}
  image: {{ .root.Values.image.registry }}{{ .component }}:{{ .root.Values.image.tag }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  securityContext:
    {{- include "opinion-loop.container-security" . | nindent 4 }}
  ports:
    - {name: http, containerPort: 8080, protocol: TCP}
  env:
    {{- include "opinion-loop.env" . | nindent 4 }}
    {{- with .extraEnv }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .root.Values.kafka.secret }}
  envFrom:
    - secretRef: {name: {{ . | quote }}}
  {{- end }}
  startupProbe:
    httpGet: {path: /actuator/health/liveness, port: http}
    periodSeconds: 3
    failureThreshold: 60
  livenessProbe:
    httpGet: {path: /actuator/health/liveness, port: http}
    periodSeconds: 10
    timeoutSeconds: 3
    failureThreshold: 6
  readinessProbe:
    httpGet: {path: /actuator/health/readiness, port: http}
    periodSeconds: 5
    timeoutSeconds: 3
    failureThreshold: 3
  # The load balancer has to hear of the end before the service stops listening.
  lifecycle:
    preStop: {exec: {command: [sleep, "5"]}}
  resources:
    {{- toYaml .resources | nindent 4 }}
  volumeMounts:
    # Native libraries are unpacked there and loaded from there.
    - {name: tmp, mountPath: /tmp}
    - {name: secrets, mountPath: /run/secrets/opinion-loop, readOnly: true}
    {{- with .mounts }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end }}

{{/* Transactions and peers are named after it: two of one name would fence each other off. */}}
{{- define "opinion-loop.instance" }}
- name: INSTANCE
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
{{- end }}

{{/* Call with secrets (list of names of Secrets). */}}
{{- define "opinion-loop.volumes" -}}
volumes:
  - name: tmp
    emptyDir: {sizeLimit: 256Mi}
  - name: secrets
    projected:
      defaultMode: 0440
      sources:
        {{- range .secrets }}
        - secret: {name: {{ . }}}
        {{- end }}
{{- end }}
