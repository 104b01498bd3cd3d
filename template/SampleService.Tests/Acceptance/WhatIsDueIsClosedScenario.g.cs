// Generated from backend.yaml: a scenario. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Tests.Acceptance;

/// <summary>What is due is closed in the night, and its author is told of it once</summary>
[Category("Acceptance")]
public sealed class WhatIsDueIsClosedScenario
{
    [Test]
    public Task What_is_due_is_closed() =>
        ScenarioRun.PlayAsync("what-is-due-is-closed", "2030-01-15T08:00:00Z", static async it =>
        {
            await it.AccountAsync("ada", "member");
            await it.CallAsync(new ScenarioStep(Operations.CreateSampleNote)
            {
                As = "ada",
                Body = """{"title":"Milk","due":"$today+1"}""",
                Status = 201,
                Save = "note",
            });
            await it.CallAsync(new ScenarioStep(Operations.Me)
            {
                As = "ada",
                Status = 200,
                Save = "me",
            });
            await it.MailAsync("due-mail", "$me.loginName", "Due: Milk", null, 1);
            await it.WaitAsync("1.00:00:00");
            await it.CallAsync(new ScenarioStep(Operations.GetSampleNote)
            {
                As = "ada",
                Path = """{"id":"$note.id"}""",
                Status = 200,
                Expected = """{"state":"open"}""",
            });
            await it.WaitAsync("1.00:00:00");
            await it.CallAsync(new ScenarioStep(Operations.GetSampleNote)
            {
                As = "ada",
                Path = """{"id":"$note.id"}""",
                Status = 200,
                Expected = """{"state":"done","stars":1}""",
            });
            await it.RunAsync("close-due");
            await it.MailAsync("due-mail", null, null, "Milk is due on 2030-01-16.", 2);
        });
}
