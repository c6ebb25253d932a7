# What the examples of the help take for granted: a coupling, its users with appointments, and files.
Import-Module AllSolutionsExchange
Set-AsExchangeParameter -Url https://mail.contoso.nl -Credential (Get-Credential)
Copy-Item "$((Get-Module AllSolutionsExchange).ModuleBase)/Samples/connector/rest.json" connector.json
Set-AsUserMailbox JAN j.jansen@contoso.nl
Set-AsUserMailbox JOOST j.joosten@contoso.nl
New-AsAppointment -User JAN -Subject 'Visit' -Start '2026-03-02 09:30' -End '2026-03-02 10:30' | Out-Null
New-AsAppointment -User JAN -Subject 'Lunch with Contoso' -Start '2026-03-03 12:00' -End '2026-03-03 13:00' | Out-Null
Get-AsAppointment -User JAN | Select-Object Id, Subject, @{ n = 'Start'; e = { $_.Start.ToString('s') } }, @{ n = 'End'; e = { $_.End.ToString('s') } } | Export-Csv march.csv -NoTypeInformation -Encoding UTF8
New-AsTask -User JAN -Subject 'Quotation for Contoso' -DueDate 2026-03-06 | Out-Null
Get-AsTask -User JAN | Select-Object Id, User, Subject, @{ n = 'DueDate'; e = { $_.DueDate.ToString('s') } } | Export-Csv tasks.csv -NoTypeInformation -Encoding UTF8
"User,Subject,Start,End`nJAN,Course,2026-04-01T09:00,2026-04-01T17:00" | Set-Content agenda.csv
"User,Mailbox`nSANNE,sanne@contoso.com`nANNA,anna@contoso.com" | Set-Content users.csv
"User`nJOOST" | Set-Content left.csv
