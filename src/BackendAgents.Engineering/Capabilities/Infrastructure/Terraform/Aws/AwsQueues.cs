using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>The queue of events and that of dead letters, by the names that the service looks for.</summary>
internal static class AwsQueues
{
    /// <summary>Times that a message is received before it is a dead letter, as the service itself has it.</summary>
    public const int MaxReceives = 5;

    /// <summary>Seconds after which a message that was not done comes again, as the service itself has it.</summary>
    public const int VisibleAfterSeconds = 60;

    /// <summary>Seconds for which a message is kept: the most that SQS has.</summary>
    public const int KeptSeconds = 14 * 24 * 3600;

    /// <summary>What the service does with its queues.</summary>
    public static readonly string[] Actions =
    [
        "sqs:SendMessage",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueUrl",
        "sqs:GetQueueAttributes",
    ];

    public static TerraformModule Module(CloudSizing sizing) =>
        new(
            "queues",
            "Events in order by key, and what was given up.",
            [],
            [Queue("dead", sizing), Queue("events", sizing, isRead: true)],
            [("arns", "[aws_sqs_queue.events.arn, aws_sqs_queue.dead.arn]", "What the service may use.")]
        );

    /// <summary>These queues, and no other.</summary>
    public static HclBlock Policy { get; } =
        new("resource", "aws_iam_role_policy", "queues")
        {
            { "name", "queues" },
            { "role", Of("aws_iam_role.service.id") },
            {
                "policy",
                Of(
                    $$"""
                    jsonencode({
                      Version = "2012-10-17"
                      Statement = [{
                        Effect   = "Allow"
                        Action   = [{{string.Join(", ", Actions.Select(static action => $"\"{action}\""))}}]
                        Resource = var.queue_arns
                      }]
                    })
                    """
                ),
                "These queues, and no other."
            },
        };

    private static HclBlock Queue(string name, CloudSizing sizing, bool isRead = false) =>
        new("resource", "aws_sqs_queue", name)
        {
            { "name", sizing.Queue(name) },
            { "fifo_queue", true },
            { "sqs_managed_sse_enabled", true },
            { "message_retention_seconds", KeptSeconds },
            { "visibility_timeout_seconds", isRead ? VisibleAfterSeconds : null },
            { "redrive_policy", isRead ? Redrive : null },
        };

    private static HclExpression Redrive =>
        Of(
            $$"""
            jsonencode({
              deadLetterTargetArn = aws_sqs_queue.dead.arn
              maxReceiveCount     = {{MaxReceives}}
            })
            """
        );
}
