using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>The script that deploys the stacks of several services: first what is filled by people, then what runs.</summary>
internal static class SystemStackScript
{
    /// <summary>Its name, beside the templates.</summary>
    public const string Name = "deploy.sh";

    public static string Write(CloudSystem system)
    {
        var name = system.Sizing.Name;
        var zones = string.Join(',', Enumerable.Range(1, system.Sizing.Zones).Select(zone => $"$(exported {name}-PrivateSubnet{zone})"));
        // MSK is told who has the password by the cluster's stack, which needs the secret filled.
        var (before, after) = system.Sizing.HasKafka ? ("", "stack cluster\n    ") : (" cluster", "");
        return new CodeWriter()
            .Line(
                $$"""
                #!/usr/bin/env bash
                # Generated from backend.yaml. Deploys all stacks in their order; people push images and fill secrets between the two.
                #   bash deploy.sh base
                #   CERTIFICATE_ARN=ARN ALARM_EMAIL=ADDRESS bash deploy.sh services IMAGE_TAG
                set -euo pipefail
                cd "$(dirname "$0")"
                services=({{string.Join(' ', system.Services.Select(static service => service.Key))}})
                # A service's group is exported by its name with a capital at each word.
                declare -A groups=({{string.Join(
                    ' ',
                    system.Services.Select(static service => $"[{service.Key}]={AccessStack.Key(service.Key)}")
                )}})

                stack() {
                  local name=$1
                  shift
                  if [ $# -gt 0 ]; then set -- --parameter-overrides "$@"; fi
                  echo "Stack {{name}}-$name"
                  aws cloudformation deploy --stack-name "{{name}}-$name" --template-file "$name.yaml" \
                    --capabilities CAPABILITY_IAM --no-fail-on-empty-changeset "$@"
                }
                exported() {
                  aws cloudformation list-exports --query "Exports[?Name=='$1'].Value" --output text
                }

                case ${1:-} in
                  base)
                    for name in network access data{{before}} "${services[@]/%/-data}"; do
                      stack "$name"
                    done
                    ;;
                  services)
                    tag=${2:?which tag of the images}
                    : "${CERTIFICATE_ARN:?}" "${ALARM_EMAIL:?}"
                    {{after}}export CLUSTER={{name}} SUBNETS="{{zones}}"
                    # One after the other, each migrated first; the gateway leads to nothing that is not there yet.
                    for service in "${services[@]}"; do
                      stack "$service-tasks" "ImageTag=$tag"
                      TASK=$(exported "{{name}}-$service-Migration") GROUP=$(exported "{{name}}-${groups[$service]}") \
                        bash {{MigrateScript.Name}}
                      stack "$service-service" "ImageTag=$tag"
                    done
                    stack gateway "ImageTag=$tag" "CertificateArn=$CERTIFICATE_ARN"
                    stack alarms "AlarmEmail=$ALARM_EMAIL"
                    for name in "${services[@]/%/-alarms}"; do
                      stack "$name"
                    done
                    ;;
                  *)
                    echo 'base or services?' >&2
                    exit 2
                    ;;
                esac
                """
            )
            .ToString();
    }
}
