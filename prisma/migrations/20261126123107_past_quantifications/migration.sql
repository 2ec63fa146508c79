-- What a risk was thought to cost is shown as of a day like its scores.
call past.show_until('risk_quantifications');
