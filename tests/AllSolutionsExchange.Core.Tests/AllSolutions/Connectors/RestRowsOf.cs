using System.Text.Json.Nodes;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>Rows as the imaginary interface has them.</summary>
internal static class RestRowsOf
{
    public static JsonObject Appointment(int number, string text = "") =>
        (JsonObject)
            JsonNode.Parse(
                $$"""
                {
                  "gebruiker": "jdv", "onderwerp": "item {{number}}", "toelichting": "{{text}}", "plaats": { "omschrijving": "" },
                  "begin": "07-12-2026 09:{{number:00}}:00", "einde": "07-12-2026 10:{{number:00}}:00", "heleDag": "N", "status": "bezet",
                  "vertrouwelijk": 0, "categorieen": null, "herinnering": null, "kp01.sync-id": null
                }
                """
            )!;

    public static JsonObject Task(int number) =>
        (JsonObject)
            JsonNode.Parse(
                $$"""
                {
                  "titel": "task {{number}}", "tekst": "", "startdatum": null, "vervaldatum": "2026-12-{{number:00}}", "voortgang": 0,
                  "procent": 0, "gereed": null, "prioriteit": "N", "vertrouwelijk": 0, "labels": [], "herinneringOp": null
                }
                """
            )!;

    /// <summary>One as the server sends it.</summary>
    public static string Stored(int id)
    {
        var row = Appointment(id % 50);
        row["id"] = id;
        row["versie"] = 1;
        row["gewijzigd"] = "2026-11-23T08:00:00Z";
        return row.ToJsonString();
    }
}
