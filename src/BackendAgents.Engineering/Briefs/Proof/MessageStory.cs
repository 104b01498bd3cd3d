using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>Tells of the mails that drafted jobs and operations send: to whom, at their time, and once.</summary>
internal static class MessageStory
{
    /// <summary>Tells of a job that reminds of what is overdue; false when that can't be told.</summary>
    public static bool Tell(ScenarioDraft draft, Job job)
    {
        var index = draft.Model.Index;
        var due = job.Where?.Split(" < ")[0];
        if (
            job.Effects is not [{ Notify: { } sent }, ..]
            || index.EntityById(job.ForEach) is not { } entity
            || BlueprintIndex.FieldByName(entity, due ?? "") is not { } field
            || ContractFiles.Inputs(entity).All(input => input.Id != field.Id)
            || index.OperationOf(entity.Id, OperationKind.Create) is not { } create
            || !draft.TryCaller(create, null, out var caller)
            || caller is null
            || draft.Body(entity, caller) is not { } body
        )
            return false;
        body[field.Name] = field.Type == FieldType.Date ? "$today+1" : "$now+1.00:00:00";
        draft.Call(create, caller, body: body, save: "row");
        var me = Me(draft, caller);
        draft.Steps.Add(Mail(sent, null, 0));
        // Past the day, and past the longest that a schedule makes it wait.
        draft.Steps.Add(new ScenarioStep { Wait = "40.00:00:00" });
        draft.Steps.Add(Mail(sent, me, 1));
        draft.Steps.Add(new ScenarioStep { Run = job.Id });
        draft.Steps.Add(Mail(sent, me, 1));
        return true;
    }

    /// <summary>Tells that an operation sent a mail, once it was told of; false when that can't be told.</summary>
    public static bool Tell(ScenarioDraft draft, Notification notification, Operation operation)
    {
        if (draft.Steps.FindLast(step => step.Call == operation.Id && step.Expect?.Status is null)?.As is null)
            return false;
        var maker = draft.Model.Index.OperationOf(notification.Entity, OperationKind.Create)?.Id;
        var owner = draft.Steps.Find(step => step.Call == maker && step.Expect?.Status is null)?.As;
        if (owner is null)
            return false;
        draft.Steps.Add(Mail(notification.Id, Me(draft, owner), 1));
        return true;
    }

    private static string Me(ScenarioDraft draft, string caller)
    {
        draft.Steps.Add(
            new ScenarioStep
            {
                As = caller,
                Call = "me",
                Save = "told",
            }
        );
        var mail = draft.Model.Account.Fields.First(static field => field.Type == FieldType.Email);
        return $"$told.{mail.Name}";
    }

    private static ScenarioStep Mail(string notification, string? to, int times) =>
        new()
        {
            Mail = new ScenarioMail
            {
                Notification = notification,
                To = to,
                Times = times,
            },
        };
}
