using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Infrastructure;

/// <summary>The script that migrates a service's database in AWS: a task that ends, before instances of that version begin.</summary>
internal static class MigrateScript
{
    /// <summary>Its name, beside what calls it.</summary>
    public const string Name = "migrate.sh";

    public static string Write() =>
        new CodeWriter()
            .Line(
                $$"""
                #!/usr/bin/env bash
                # Generated from backend.yaml. Has a task migrate the database of a service, and fails where it does. What calls it
                # says where: CLUSTER, TASK (definition), SUBNETS (with commas between them), GROUP (security group of the service).
                set -euo pipefail
                task=$(aws ecs run-task --cluster "${CLUSTER:?}" --task-definition "${TASK:?}" --launch-type FARGATE \
                  --network-configuration \
                  "awsvpcConfiguration={subnets=[${SUBNETS:?}],securityGroups=[${GROUP:?}],assignPublicIp=DISABLED}" \
                  --query 'tasks[0].taskArn' --output text)
                if [ "$task" = None ]; then
                  echo "AWS started no task for $TASK: look at the events of the cluster $CLUSTER." >&2
                  exit 1
                fi
                # It is waited for ten minutes at a time, an hour at most: a large table takes long.
                for _ in 1 2 3 4 5 6; do
                  if aws ecs wait tasks-stopped --cluster "$CLUSTER" --tasks "$task"; then break; fi
                done
                code=$(aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$task" --query 'tasks[0].containers[0].exitCode' --output text)
                if [ "$code" != 0 ]; then
                  echo "The migration $task ended with $code (None: it never began, or has not ended). Instances stay as they are." >&2
                  exit 1
                fi
                """
            )
            .ToString();
}
