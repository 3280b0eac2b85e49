{{- define "mingjing.labels" -}}
app.kubernetes.io/name: mingjing
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "mingjing.selector" -}}
app.kubernetes.io/name: mingjing
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "mingjing.pod" -}}
automountServiceAccountToken: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
volumes:
  - name: data
    emptyDir: {}
  - name: tmp
    emptyDir: {}
{{- end -}}

{{- define "mingjing.container" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
volumeMounts:
  - name: data
    mountPath: /var/lib/mingjing
  - name: tmp
    mountPath: /tmp
envFrom:
  - secretRef: {name: {{ .Values.secret | quote }}}
{{- end -}}

{{- define "mingjing.environment" -}}
- {name: MINGJING_ENV, value: production}
# Prometheus asks a pod by its address.
- {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
- {name: MINGJING_HOSTS, value: "{{ .Values.host }},127.0.0.1,$(POD_IP)"}
- {name: MINGJING_ORIGIN, value: "https://{{ .Values.host }}"}
- {name: MINGJING_PROXIES, value: {{ .Values.proxies | quote }}}
- {name: MINGJING_METRICS_NETWORKS, value: {{ .Values.metricsNetworks | quote }}}
- {name: MINGJING_TRUSTED_ONLY, value: {{ ternary "1" "0" .Values.trustedOnly | quote }}}
- {name: MINGJING_LOG, value: {{ .Values.logLevel }}}
{{- range $name, $value := .Values.environment }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- end -}}
