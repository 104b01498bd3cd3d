// Generated from backend.yaml: a scenario. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Tests.Acceptance;

/// <summary>Who rates notes is asked when one is finished, and the answer counts once though it gets lost</summary>
[Category("Acceptance")]
public sealed class ARatingCountsOnceScenario
{
    [Test]
    public Task A_rating_counts_once() =>
        ScenarioRun.PlayAsync("a-rating-counts-once", null, static async it =>
        {
            await it.AccountAsync("ada", "member");
            await it.CallAsync(new ScenarioStep(Operations.CreateSampleNote)
            {
                As = "ada",
                Body = """{"title":"Milk"}""",
                Status = 201,
                Save = "note",
            });
            await it.AnswersAsync("ratings", 200, """{"stars":4}""", 1);
            await it.CallAsync(new ScenarioStep(Operations.FinishSampleNote)
            {
                Prepare = WebhookClients.Sign("Board:WebhookSecret"),
                Path = """{"id":"$note.id"}""",
                Headers = """{"webhook-id":"finished"}""",
                Body = """{"note":"finished"}""",
                Status = 204,
            });
            await it.CallAsync(new ScenarioStep(Operations.GetSampleNote)
            {
                As = "ada",
                Path = """{"id":"$note.id"}""",
                Status = 200,
                Expected = """{"state":"done","stars":4}""",
            });
            await it.CallAsync(new ScenarioStep(Operations.FinishSampleNote)
            {
                Prepare = WebhookClients.Sign("Board:WebhookSecret"),
                Path = """{"id":"$note.id"}""",
                Headers = """{"webhook-id":"finished"}""",
                Body = """{"note":"finished"}""",
                Status = 204,
            });
            await it.AskedAsync("ratings", 1, """{"note":"$note.id","title":"Milk"}""");
        });
}
