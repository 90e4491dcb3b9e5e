{{- define "reprise.labels" -}}
app.kubernetes.io/name: reprise
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* Labels that select one part: (list . "server") */}}
{{- define "reprise.part" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: reprise
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "reprise.name" -}}
{{- $root := index . 0 -}}
{{ $root.Release.Name }}-{{ index . 1 }}
{{- end }}

{{- define "reprise.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* Nobody's process is root, writes outside its volumes, or gains rights: (dict "user" 10001) */}}
{{- define "reprise.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .user }}
runAsGroup: {{ .user }}
fsGroup: {{ .user }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "reprise.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* An entry of the installation's Secret as a variable: (list . "NAME" "key" optional) */}}
{{- define "reprise.secretEnv" -}}
{{- $root := index . 0 -}}
- name: {{ index . 1 }}
  valueFrom: {secretKeyRef: {name: {{ $root.Values.secret }}, key: {{ index . 2 }}{{ if gt (len .) 3 }}, optional: {{ index . 3 }}{{ end }}}}
{{- end }}

{{/* Pods of one part rather on different machines: (list . "server") */}}
{{- define "reprise.spread" -}}
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "reprise.part" . | nindent 6 }}
{{- end }}

{{/* A volume that each pod of a set has for itself: (list storage) */}}
{{- define "reprise.claim" -}}
- metadata:
    name: data
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .storageClass }}
    storageClassName: {{ . }}
    {{- end }}
    resources: {requests: {storage: {{ .size }}}}
{{- end }}

{{- define "reprise.mongodbHosts" -}}
{{- $name := include "reprise.name" (list . "mongodb") -}}
{{- range $i := until (int .Values.mongodb.replicas) }}{{ if $i }},{{ end }}{{ $name }}-{{ $i }}.{{ $name }}.{{ $.Release.Namespace }}.svc:27017{{ end }}
{{- end }}
