using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Jobs: when, for which rows, and what is done for each.</summary>
internal static partial class JobValidation
{
    public const int Most = 100;
    private const int MaxEffects = 30;

    public static void Check(ProblemList report)
    {
        for (var i = 0; i < report.Blueprint.Jobs.Count; i++)
            Check(report, report.Blueprint.Jobs[i], $"jobs[{i}]");
    }

    private static void Check(ProblemList report, Job job, string path)
    {
        report.AddIf(
            JobSchedule.Cron(job.Schedule) is null,
            BlueprintRules.Behaviour,
            path + ".schedule",
            $"'{NameValidation.Short(job.Schedule)}' is no time that comes again.",
            "Write: every day at 02:00, every 15 minutes, every monday at 08:00, every month at 06:30; or five fields of cron: 0 2 * * *"
        );
        report.AddIf(
            !Zone().IsMatch(job.TimeZone) || !TimeZoneInfo.TryFindSystemTimeZoneById(job.TimeZone, out _),
            BlueprintRules.UnknownValue,
            path + ".timeZone",
            $"There is no time zone '{NameValidation.Short(job.TimeZone)}'.",
            "Write an IANA name: Europe/Berlin, America/New_York, UTC."
        );
        if (report.Index.EntityById(job.ForEach) is not { } entity)
        {
            report.Add(
                BlueprintRules.UnknownReference,
                path + ".forEach",
                $"There is no entity '{NameValidation.Short(job.ForEach)}'.",
                NameValidation.EntitiesOf(report)
            );
            return;
        }

        Where(report, job, BehaviourScopes.OfFound(BehaviourScopes.OfRow(report.Index, entity), entity), path + ".where");
        report.AddIf(
            job is { Effects.Count: 0, Remove: false },
            BlueprintRules.Missing,
            path + ".effects",
            $"{job.Name} does nothing.",
            "Give it effects: - notify: overdueMail; or 'remove: true'."
        );
        report.AddIf(
            job.Remove && report.Index.IsAccount(entity),
            BlueprintRules.Behaviour,
            path + ".remove",
            "A job can't remove accounts.",
            "Mark them by a field; a person removes them."
        );
        report.AddIf(job.Effects.Count > MaxEffects, BlueprintRules.Limit, path, $"{job.Name} has more than {MaxEffects} effects.");
        new EffectValidation(report).Check(job.Effects, BehaviourScopes.OfRow(report.Index, entity), path + ".effects", 0);
    }

    private static void Where(ProblemList report, Job job, ExpressionScope scope, string path)
    {
        if (job.Where is not { } where || BehaviourValidation.Condition(report, where, scope, path) is not { } node)
            return;
        report.AddIf(
            node.All.OfType<CallNode>().Any(static call => call.All.OfType<RowNode>().Any(static row => row.IsLambda)),
            BlueprintRules.Expression,
            path,
            $"Functions can't take values of the rows in '{NameValidation.Short(where)}', for databases don't have them.",
            "Compare the field itself: dueAt < addDays(now, -3)"
        );
        report.AddIf(node is LiteralNode, BlueprintRules.Behaviour, path, $"'{NameValidation.Short(where)}' is always the same.");
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+/-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Zone();
}
