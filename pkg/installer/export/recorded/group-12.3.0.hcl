resource "grafana_rule_group" "rule_group_e5f8dc50c92ef10d" {
  org_id           = 1
  name             = "devdiag-health"
  folder_uid       = "acme-devdiag-alerts"
  interval_seconds = 300

  rule {
    name      = "acme: One problem dominates"
    condition = "C"

    data {
      ref_id = "A"

      relative_time_range {
        from = 604800
        to   = 0
      }

      datasource_uid = "devdiag-postgres"
      model          = "{\"editorMode\":\"code\",\"format\":\"table\",\"intervalMs\":1000,\"maxDataPoints\":43200,\"rawQuery\":true,\"rawSql\":\"-- Which share of the last seven days' runs report a code, for the ten largest. Nothing below the least number of runs.\\n-- Reads the seven days once, through the index on ts. Each run counts once for itself, as the code null, and once for\\n-- every code it names, however often it names it. The filter on the type of an element is also what tells the planner\\n-- that a run has few codes.\\nwith clock as not materialized (\\n  select ($__timeTo()::timestamptz at time zone 'UTC') as now\\n),\\ncode as (\\n  select code.code, count(*) as runs\\n  from clock, \\\"devdiag\\\".diag_run r, lateral (\\n    select null::text as code\\n    union all (\\n      select distinct element #>> '{}'\\n      from jsonb_array_elements(case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]' end) as element\\n      where jsonb_typeof(element) = 'string'\\n    )\\n  ) as code\\n  where r.ts > clock.now - interval '7 days' and r.ts <= clock.now and (r.tenant = E'l\\\\x27été \\\\x22€\\\\x22 100\\\\x25 \\\\x24x \\\\x24\\\\x7by\\\\x7d \\\\x7b\\\\x7bz\\\\x7d\\\\x7d \\\\x25\\\\x7bif\\\\x7d \\\\x5c')\\n  group by 1\\n)\\nselect code.code as problem_code, code.runs::double precision / total.runs as value\\nfrom code, (select runs from code where code is null) as total\\nwhere code.code is not null and total.runs >= 20\\norder by code.runs desc, code.code\\nlimit 10\",\"refId\":\"A\"}"
    }
    data {
      ref_id = "C"

      relative_time_range {
        from = 604800
        to   = 0
      }

      datasource_uid = "__expr__"
      model          = "{\"conditions\":[{\"evaluator\":{\"params\":[0.2],\"type\":\"gt\"}}],\"expression\":\"A\",\"intervalMs\":1000,\"maxDataPoints\":43200,\"refId\":\"C\",\"type\":\"threshold\"}"
    }

    no_data_state  = "OK"
    exec_err_state = "KeepLast"
    for            = "10m"
    annotations = {
      __dashboardUid__ = "acme-devdiag-analytics"
      __devdiag_base__ = "{\"version\":\"0.1.0\",\"prefix\":\"acme\",\"fields\":{\"title\":\"acme: One problem dominates\",\"query\":\"#6dc4c831a6527462\",\"threshold\":0.2,\"for\":\"10m\",\"data source\":\"devdiag-postgres\",\"folder\":\"acme-devdiag-alerts\",\"group\":\"devdiag-health\",\"range\":604800,\"no data\":\"OK\",\"on error\":\"KeepLast\",\"keep firing for\":\"0s\",\"contact point\":\"on $call $\\u007bnow\\u007d \\\"€\\\"\",\"expressions\":\"#70ba65ff8e09b479\",\"label severity\":\"warning\",\"label team\":\"devdiag\",\"label component\":\"diagnostics\",\"label devdiag_id\":\"top-problem-dominates\",\"label devdiag_installation\":\"acme\",\"label tenant\":\"l'été \\\"€\\\" 100% $x $\\u007by\\u007d \\u007b\\u007b\\\"\\u007b\\u007b\\\"\\u007d\\u007dz\\u007d\\u007d %\\u007bif\\u007d \\\\\",\"annotation summary\":\"#6ca11fae80357c01\",\"annotation description\":\"#eb50d076847ab80e\",\"annotation runbook_url\":\"#7f10a72079b3585c\",\"annotation __dashboardUid__\":\"acme-devdiag-analytics\",\"annotation __panelId__\":\"4\"},\"interval\":300}"
      __panelId__      = "4"
      description      = "{{ with $values.A }}{{ humanizePercentage .Value }} of the runs of the last 7 days report it.{{ else }}No run was counted.{{ end }} One cause that many targets share is likely."
      runbook_url      = "{{ externalURL }}a/devdiag-ops-app/runbook/top-problem-dominates?tenant=l'%C3%A9t%C3%A9%20%22%E2%82%AC%22%20100%25%20%24x%20%24%7By%7D%20%7B%7Bz%7D%7D%20%25%7Bif%7D%20%5C&problem_code={{ urlquery $labels.problem_code }}"
      summary          = "{{ with $labels.problem_code }}{{ . }}{{ else }}One problem code{{ end }} is reported by an unusual share of runs."
    }
    labels = {
      component            = "diagnostics"
      devdiag_id           = "top-problem-dominates"
      devdiag_installation = "acme"
      severity             = "warning"
      team                 = "devdiag"
      tenant               = "l'été \"€\" 100% $x $${y} {{\"{{\"}}z}} %%{if} \\"
    }
    is_paused = false

    notification_settings {
      contact_point = "on $call $${now} \"€\""
    }
  }
  rule {
    name      = "acme: Many different problems"
    condition = "C"

    data {
      ref_id = "A"

      relative_time_range {
        from = 86400
        to   = 0
      }

      datasource_uid = "devdiag-postgres"
      model          = "{\"editorMode\":\"code\",\"format\":\"table\",\"intervalMs\":1000,\"maxDataPoints\":43200,\"rawQuery\":true,\"rawSql\":\"-- Different problem codes in the last 24 hours; none is the number 0.\\n-- Reads those hours once, through the index on ts.\\nwith clock as not materialized (\\n  select ($__timeTo()::timestamptz at time zone 'UTC') as now\\n)\\nselect count(distinct element #>> '{}')::double precision as value\\nfrom clock, \\\"devdiag\\\".diag_run r,\\n  jsonb_array_elements(case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]' end) as element\\nwhere r.ts > clock.now - interval '1 day' and r.ts <= clock.now and (r.tenant = E'l\\\\x27été \\\\x22€\\\\x22 100\\\\x25 \\\\x24x \\\\x24\\\\x7by\\\\x7d \\\\x7b\\\\x7bz\\\\x7d\\\\x7d \\\\x25\\\\x7bif\\\\x7d \\\\x5c')\\n  and jsonb_typeof(element) = 'string'\",\"refId\":\"A\"}"
    }
    data {
      ref_id = "C"

      relative_time_range {
        from = 86400
        to   = 0
      }

      datasource_uid = "__expr__"
      model          = "{\"conditions\":[{\"evaluator\":{\"params\":[10],\"type\":\"gt\"}}],\"expression\":\"A\",\"intervalMs\":1000,\"maxDataPoints\":43200,\"refId\":\"C\",\"type\":\"threshold\"}"
    }

    no_data_state  = "OK"
    exec_err_state = "KeepLast"
    for            = "15m"
    annotations = {
      __dashboardUid__ = "acme-devdiag-analytics"
      __devdiag_base__ = "{\"version\":\"0.1.0\",\"prefix\":\"acme\",\"fields\":{\"title\":\"acme: Many different problems\",\"query\":\"#038b2b7f5cca3efa\",\"threshold\":10,\"for\":\"15m\",\"data source\":\"devdiag-postgres\",\"folder\":\"acme-devdiag-alerts\",\"group\":\"devdiag-health\",\"range\":86400,\"no data\":\"OK\",\"on error\":\"KeepLast\",\"keep firing for\":\"0s\",\"contact point\":\"on $call $\\u007bnow\\u007d \\\"€\\\"\",\"expressions\":\"#70ba65ff8e09b479\",\"label severity\":\"warning\",\"label team\":\"devdiag\",\"label component\":\"diagnostics\",\"label devdiag_id\":\"high-diversity\",\"label devdiag_installation\":\"acme\",\"label tenant\":\"l'été \\\"€\\\" 100% $x $\\u007by\\u007d \\u007b\\u007b\\\"\\u007b\\u007b\\\"\\u007d\\u007dz\\u007d\\u007d %\\u007bif\\u007d \\\\\",\"annotation summary\":\"Unusually many different problems within a day.\",\"annotation description\":\"#d89f3fa9b09cbf8c\",\"annotation runbook_url\":\"#805a85c84ac1166b\",\"annotation __dashboardUid__\":\"acme-devdiag-analytics\",\"annotation __panelId__\":\"2\"},\"interval\":300}"
      __panelId__      = "2"
      description      = "{{ with $values.A }}{{ printf \"%.0f\" .Value }} different problem codes were reported in the last 24 hours.{{ else }}Nothing was counted.{{ end }} A release or a change of the platform is likely behind several of them."
      runbook_url      = "{{ externalURL }}a/devdiag-ops-app/runbook/high-diversity?tenant=l'%C3%A9t%C3%A9%20%22%E2%82%AC%22%20100%25%20%24x%20%24%7By%7D%20%7B%7Bz%7D%7D%20%25%7Bif%7D%20%5C"
      summary          = "Unusually many different problems within a day."
    }
    labels = {
      component            = "diagnostics"
      devdiag_id           = "high-diversity"
      devdiag_installation = "acme"
      severity             = "warning"
      team                 = "devdiag"
      tenant               = "l'été \"€\" 100% $x $${y} {{\"{{\"}}z}} %%{if} \\"
    }
    is_paused = false

    notification_settings {
      contact_point = "on $call $${now} \"€\""
    }
  }
}
